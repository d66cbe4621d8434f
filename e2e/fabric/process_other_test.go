//go:build e2efabric && !linux

package fabric

import "syscall"

// dying cannot be had here: only Linux tells a process that its parent died.
func dying() *syscall.SysProcAttr { return nil }

//go:build e2efabric

package fabric

import "syscall"

// dying has a process die with the test, however that ends.
func dying() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

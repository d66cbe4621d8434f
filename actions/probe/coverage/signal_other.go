//go:build !unix

package coverage

import "syscall"

// Supported is where a process can be asked for its counters: not here, where
// there are no signals.
const Supported = false

// Signal is never sent.
const Signal = syscall.SIGTERM

//go:build unix

package coverage

import "syscall"

// Supported is where a process can be asked for its counters.
const Supported = true

// Signal is what makes the binary write its counters. A chaincode that listens
// to it gets it too.
const Signal = syscall.SIGUSR1

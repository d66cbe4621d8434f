// Package child waits for programs that catch Ctrl-C in ways of their own: the go
// command, golangci-lint.
package child

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// grace is how long a program that failed leaves us to hear that the run is
// being ended, which the kernel told both.
const grace = 50 * time.Millisecond

// Run runs a command. Where it failed because the run is being ended, the
// error is that of the context, so that this never reads as a fault of the
// program: Ctrl-C reaches all programs of a terminal, and this one may be gone
// before our own handler has run. As in a shell, a program that died of SIGINT
// means that whoever waits for it is to end, too.
func Run(ctx context.Context, cmd *exec.Cmd) error {
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case !errors.As(err, &exit):
		return err
	case died(exit, syscall.SIGINT):
		return context.Canceled
	}
	// Some catch the signal and end with an exit code of their own.
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(grace):
		return err
	}
}

func died(exit *exec.ExitError, of syscall.Signal) bool {
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == of
}

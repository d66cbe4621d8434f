package action

import (
	"context"
	"errors"
	"fmt"
)

// Exit codes of the contract, the same for every action and format.
const (
	ExitPass        = 0
	ExitFindings    = 1   // findings at or above --fail-on
	ExitUsage       = 2   // usage or configuration
	ExitNotAnalysed = 3   // does not compile, no packages matched, Go mismatch
	ExitEnvironment = 4   // file system, network, registry
	ExitInterrupted = 130 // as a shell reports SIGINT
)

// Error says that an action could not find out, which exit code that means,
// and what to do about it.
type Error struct {
	Exit int
	Err  error
	Hint string // the cure, with the exact command where there is one
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// WithHint adds the cure.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// Usage is for wrong flags, inputs and configuration.
func Usage(format string, args ...any) *Error {
	return &Error{Exit: ExitUsage, Err: fmt.Errorf(format, args...)}
}

// NotAnalysed is for code that cannot be looked at.
func NotAnalysed(format string, args ...any) *Error {
	return &Error{Exit: ExitNotAnalysed, Err: fmt.Errorf(format, args...)}
}

// Environment is for the file system, the network and missing programs.
func Environment(format string, args ...any) *Error {
	return &Error{Exit: ExitEnvironment, Err: fmt.Errorf(format, args...)}
}

// Skip says that an action has nothing to do here, such as building an image
// of a module without a main package. In the gate the step is skipped; a run
// in which every step is skipped could not analyse anything.
type Skip struct{ Reason string }

func (s *Skip) Error() string { return s.Reason }

// NothingToDo makes a Skip.
func NothingToDo(format string, args ...any) *Skip {
	return &Skip{fmt.Sprintf(format, args...)}
}

// ExitOf is the exit code of an error; one that is not an *Error counts as
// the environment's.
func ExitOf(err error) int {
	var e *Error
	switch {
	case err == nil:
		return ExitPass
	case errors.As(err, &e):
		return e.Exit
	}
	return ExitEnvironment
}

// HintOf is the cure that an error carries, or "".
func HintOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}

// Interrupted says that an error is that of a context that is over, which is
// nobody's fault.
func Interrupted(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Worse is the exit code that a run ends with when two of its parts end with
// a and b: what could not be found out outweighs what was found.
func Worse(a, b int) int {
	for _, code := range []int{ExitInterrupted, ExitUsage, ExitNotAnalysed, ExitEnvironment, ExitFindings} {
		if a == code || b == code {
			return code
		}
	}
	return ExitPass
}

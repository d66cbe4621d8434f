package child_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/tallystick/tallystick/internal/child"
)

// TestMain is a program that ends in the way of its variable, too.
func TestMain(m *testing.M) {
	switch os.Getenv("END") {
	case "":
		os.Exit(m.Run())
	case "well":
	case "interrupted":
		self, _ := os.FindProcess(os.Getpid())
		self.Signal(os.Interrupt)
		select {}
	case "killed":
		self, _ := os.FindProcess(os.Getpid())
		self.Kill()
		select {}
	default:
		os.Exit(7)
	}
}

// later is a context whose end is heard of a moment after the program is gone.
type later struct {
	context.Context
	asked int
}

func (l *later) Err() error {
	if l.asked++; l.asked == 1 {
		return nil
	}
	return context.Canceled
}

func (l *later) Done() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}

func TestRun(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name string
		end  string
		ctx  context.Context
		want func(error) bool
	}{
		{"success", "well", t.Context(), func(err error) bool { return err == nil }},
		{"success of a run that ends", "well", over, func(err error) bool { return err == nil }},
		{"failure", "badly", t.Context(), exits(7)},
		{"failure of a run that ends", "badly", over, cancelled},
		{"failure before the end is heard of", "badly", &later{Context: t.Context()}, cancelled},
		{"interrupted before the end is heard of", "interrupted", t.Context(), cancelled},
		{"killed by somebody", "killed", t.Context(), exits(-1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "END="+test.end)
			if err := child.Run(test.ctx, cmd); !test.want(err) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("no program", func(t *testing.T) {
		if err := child.Run(t.Context(), exec.Command("/nowhere")); !errors.Is(err, syscall.ENOENT) {
			t.Errorf("got %v, want what the system says", err)
		}
	})
}

func cancelled(err error) bool { return err == context.Canceled }

func exits(code int) func(error) bool {
	return func(err error) bool {
		var exit *exec.ExitError
		return errors.As(err, &exit) && exit.ExitCode() == code
	}
}

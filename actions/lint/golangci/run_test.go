package golangci

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
)

// TestInterrupt: a run that is interrupted takes golangci-lint with it.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program is a shell script")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "golangci-lint")
	for name, text := range map[string]string{
		"golangci-lint": "#!/bin/sh\nif [ $1 = --version ]; then echo 'golangci-lint has version 2.15.0 built'; exit; fi\necho started >&2\nexec sleep 1000\n",
		"go.mod":        "module m\n",
		".golangci.yml": "version: \"2\"\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := stepIn(dir)
	s.Environ, s.Progress, s.Stderr = os.Environ(), func(string, ...any) {}, writer(cancel)
	issues, err := Run(ctx, s, Options{Program: path, Patterns: []string{"./..."}, Tests: true})
	if !errors.Is(err, context.Canceled) || issues != nil {
		t.Errorf("got %v, %v (exit %d)", issues, err, action.ExitOf(err))
	}
}

// writer calls a function when something is written.
type writer func()

func (w writer) Write(p []byte) (int, error) {
	w()
	return len(p), nil
}

//go:build unix

package main

import (
	"bufio"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// TestInterrupted: a first signal ends the context, a second the program, by
// its exit code: had it died of the signal, the default would be restored.
func TestInterrupted(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Cmd{Path: self, Args: []string{"patient"}}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		for _, want := range []string{"begun\n", "context canceled\n"} {
			if got, err := lines.ReadString('\n'); got != want {
				t.Errorf("%v: got %q, %v, want %q", sig, got, err, want)
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Error(err)
			}
		}
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 130 {
			t.Errorf("%v: got %v, want exit code 130", sig, err)
		}
	}
}

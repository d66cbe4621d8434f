//go:build e2e

package cosign

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/tallystick/tallystick/e2e/tool"
)

// patience bounds every program that is started.
const patience = 5 * time.Minute

// world is an empty folder and the two programs.
type world struct {
	*testing.T
	dir                string
	cosign, tallystick string
}

// run runs a program in the folder and gives its exit code, and all it said.
func (w *world) run(program string, args ...string) (int, string) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), patience)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = w.dir, &out, &out
	cmd.Env = append(append(os.Environ(), tool.GoEnv(w)...), "HOME="+w.dir, "COSIGN_PASSWORD=correct horse",
		// cosign fetches Sigstore's own roots even where a key decides, unless
		// one is named; this one is never read.
		"SIGSTORE_REKOR_PUBLIC_KEY=unused")
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		w.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

// passes wants exit code 0.
func (w *world) passes(program string, args ...string) string {
	w.Helper()
	code, out := w.run(program, args...)
	if code != 0 {
		w.Fatalf("%s %v: exit %d, want 0\n%s", filepath.Base(program), args, code, out)
	}
	return out
}

// fails wants an exit code; of cosign any but 0.
func (w *world) fails(want int, program string, args ...string) string {
	w.Helper()
	code, out := w.run(program, args...)
	if code == 0 || program == w.tallystick && code != want {
		w.Fatalf("%s %v: exit %d, want %d\n%s", filepath.Base(program), args, code, want, out)
	}
	return out
}

// keys has cosign make a pair of keys with this prefix.
func (w *world) keys(prefix string) (private, public string) {
	w.Helper()
	w.passes(w.cosign, "generate-key-pair", "--output-key-prefix", prefix)
	return prefix + ".key", prefix + ".pub"
}

// verify has both programs verify an image; want is the exit code of ours.
func (w *world) verify(want int, public, image string) {
	w.Helper()
	args := append([]string{"verify", "--key", public, "--insecure-ignore-tlog"}, local(image)...)
	ours := []string{"verify", "--key", public, "--image", image}
	if want == 0 {
		w.passes(w.cosign, args...)
		w.passes(w.tallystick, ours...)
	} else {
		w.fails(want, w.cosign, args...)
		w.fails(want, w.tallystick, ours...)
	}
}

// verifyFile is verify for a file with its signature beside it.
func (w *world) verifyFile(want int, public, file string) {
	w.Helper()
	args := []string{"verify-blob", "--key", public, "--insecure-ignore-tlog", "--signature", file + ".sig", file}
	ours := []string{"verify", "--key", public, "--package", file}
	if want == 0 {
		w.passes(w.cosign, args...)
		w.passes(w.tallystick, ours...)
	} else {
		w.fails(want, w.cosign, args...)
		w.fails(want, w.tallystick, ours...)
	}
}

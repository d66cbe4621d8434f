// Package linters runs lint and the tools that it stands for, each as a
// program of its own, and brings what they say into one form.
//
// What a program says is either read whole or an error: a tool that did not
// run is never a tool that found nothing.
package linters

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// Ours is tallystick as it is in this tree.
type Ours struct {
	Binary string
	// Caches says that it has a cache whose folder can be chosen.
	Caches bool
}

// BuildOurs builds it, as a release is built, in the folder dir.
func BuildOurs(ctx context.Context, root, dir string) (Ours, error) {
	path := filepath.Join(dir, "tallystick")
	if err := build(ctx, root, path, "./cmd/tallystick", "-trimpath", "-ldflags=-buildid="); err != nil {
		return Ours{}, err
	}
	return OursAt(ctx, path)
}

// OursAt is a binary that exists.
func OursAt(ctx context.Context, binary string) (Ours, error) {
	help, err := exec.CommandContext(ctx, binary, "lint", "--help").Output()
	if err != nil {
		return Ours{}, fmt.Errorf("asking %s for help: %w", binary, err)
	}
	return Ours{Binary: binary, Caches: bytes.Contains(help, []byte("--cache "))}, nil
}

// Run is one run of lint.
type Run struct {
	Dir   string
	Cache string // folder; what it holds is what lint knows already
	Tiers []string
	Args  []string
	Env   []string // beside subject.Environ
}

// Command is the program for a run, which prints in a format of --format.
func (o Ours) Command(ctx context.Context, r Run, format string) *exec.Cmd {
	args := []string{"lint", "--format", format, "--report", "none", "--color", "never"}
	if len(r.Tiers) > 0 {
		args = append(args, "--tiers", strings.Join(r.Tiers, ","))
	}
	if o.Caches {
		args = append(args, "--cache", r.Cache)
	}
	cmd := exec.CommandContext(ctx, o.Binary, append(args, r.Args...)...)
	cmd.Dir, cmd.Env = r.Dir, subject.Environ(r.Env...)
	return cmd
}

// Outcome is all that a run of lint says.
type Outcome struct {
	Exit           int
	Stdout, Stderr string
}

// Lint runs it. Findings and what cannot be analysed are no error.
func (o Ours) Lint(ctx context.Context, r Run) (Outcome, error) {
	var stdout, stderr bytes.Buffer
	cmd := o.Command(ctx, r, "json")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		return Outcome{}, err
	}
	out := Outcome{Exit: cmd.ProcessState.ExitCode(), Stdout: stdout.String(), Stderr: stderr.String()}
	if !slices.Contains([]int{0, 1, 3}, out.Exit) {
		return out, fmt.Errorf("lint in %s ends with %d:\n%s%s", r.Dir, out.Exit, out.Stderr, out.Stdout)
	}
	return out, nil
}

// Findings are the lines of an outcome.
func (o Outcome) Findings() ([]Line, error) {
	var lines []Line
	for text := range strings.Lines(o.Stdout) {
		var record struct {
			Finding *struct {
				Rule, Message, Hint string
				Location            struct {
					Path         string
					Line, Column int
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &record); err != nil {
			return nil, fmt.Errorf("reading lint's report: %w: %s", err, text)
		}
		if f := record.Finding; f != nil {
			lines = append(lines, newLine(f.Location.Path, f.Location.Line, f.Location.Column, strings.TrimPrefix(f.Rule, "lint/"), f.Message))
		}
	}
	return lines, nil
}

func build(ctx context.Context, root, path, pkg string, flags ...string) error {
	args := append([]string{"build", "-buildvcs=false", "-o", path}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, pkg)...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return nil
}

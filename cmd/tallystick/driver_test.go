package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// BenchmarkDriver is all of a run but its action: finding the module, reading
// the lines of the findings, printing them and saving the report.
func BenchmarkDriver(b *testing.B) {
	for _, size := range []struct{ findings, files int }{{10, 3}, {3000, 300}} {
		b.Run(fmt.Sprintf("%dfindings", size.findings), func(b *testing.B) {
			dir, found := canned(b, size.findings, size.files)
			for b.Loop() {
				c := command()
				c.Dir, c.Getenv = dir, func(string) string { return "" }
				c.Stdin, c.Stdout, c.Stderr = strings.NewReader(""), io.Discard, os.Stderr
				c.Actions = append(c.Actions, &action.Action{
					Name: "said", Doc: "says what was found before", PerModule: true,
					New: func() action.Runner { return said(found) },
				})
				if got := c.Main(context.Background(), []string{"said"}); got != action.ExitFindings {
					b.Fatalf("exit code %d, want %d", got, action.ExitFindings)
				}
			}
		})
	}
}

// canned makes a module of so many files and findings in them.
func canned(b *testing.B, findings, files int) (dir string, found []finding.Finding) {
	dir = b.TempDir()
	write(b, filepath.Join(dir, "go.mod"), "module example.org/canned\n")
	each := findings/files + 1
	for i := range files {
		path := fmt.Sprintf("p%02d/file%03d.go", i/10, i)
		var text bytes.Buffer
		fmt.Fprintf(&text, "package p%02d\n", i/10)
		for line := range 20 * each {
			fmt.Fprintf(&text, "\tvalue%d, err := a.call(ctx, %d) // is a line of usual length\n", line, line)
		}
		write(b, filepath.Join(dir, filepath.FromSlash(path)), text.String())
		for n := range min(each, findings-len(found)) {
			found = append(found, finding.Finding{
				Rule: fmt.Sprintf("said/SA%d", 4000+n), Severity: finding.Warning,
				Message:  fmt.Sprintf("this value of value%d is never used", n),
				Location: finding.Location{Path: path, Line: 20*n + 3, Column: 2, EndLine: 20*n + 3, EndColumn: 9},
			})
		}
	}
	return dir, found
}

func write(b *testing.B, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

// said is an action that takes no time.
type said []finding.Finding

func (said) Inputs(*pflag.FlagSet) {}

func (s said) Run(_ context.Context, step *action.Step) error {
	for _, f := range s {
		step.Report(f)
	}
	return nil
}

package lint_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// TestSameFindings compares every tier with its tool, run alone on the same
// module: file, line, column, rule and message.
func TestSameFindings(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the tools")
	}
	dir := fixture(t)
	tools := []struct {
		tier string
		run  func(t *testing.T, dir, tags string) []string
	}{
		{"vet", goVet},
		{"staticcheck", staticcheck},
		{"critic", goCritic},
	}
	records := t.TempDir()
	for _, tool := range tools {
		for _, tags := range []string{"", "special"} {
			t.Run(tool.tier+tags, func(t *testing.T) {
				got := findings(t, dir, "--cache="+records, "--tiers="+tool.tier, "--tags="+tags)
				want := tool.run(t, dir, tags)
				if len(want) < 5 {
					t.Fatalf("the tool found %d things in the fixture: it did not run as it should", len(want))
				}
				compare(t, got, want)
			})
		}
	}
}

// fixture is the module that is compared on, with an empty cache for
// staticcheck.
func fixture(t *testing.T) string {
	t.Helper()
	t.Setenv("STATICCHECK_CACHE", filepath.Join(t.TempDir(), "cache"))
	dir, err := filepath.Abs(filepath.Join("testdata", "fixture"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("only here:     %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("only the tool: %s", line)
		}
	}
}

// findings runs lint and gives lines "file:line:column: rule: message".
func findings(t *testing.T, dir string, args ...string) (lines []string) {
	t.Helper()
	runner := lint.Action.New()
	flags := pflag.NewFlagSet("lint", pflag.ContinueOnError)
	runner.Inputs(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	err := runner.Run(t.Context(), &action.Step{
		Root: dir, Dir: dir, Getenv: os.Getenv, Environ: environ(),
		Report: func(f finding.Finding) {
			if f.Rule == "lint/ignore" && !slices.Contains(args, "--tiers=staticcheck") {
				return // about comments, which the other tools do not read
			}
			lines = append(lines, line(f.Location.Path, f.Location.Line, f.Location.Column, f.Rule, f.Message))
		},
		Progress: func(string, ...any) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func line(path string, n, column int, rule, message string) string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", path, n, column, strings.TrimPrefix(rule, "lint/"), strings.TrimSpace(message))
}

// environ is the world of both sides.
func environ() []string {
	return append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0")
}

// output runs a program; findings make the tools fail.
func output(t *testing.T, dir, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = environ()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String()
}

// goVet runs go vet with the suite in the release that the tier has.
func goVet(t *testing.T, dir, tags string) (lines []string) {
	tool := build(t, "./testdata/vet")
	stdout, stderr := output(t, dir, "go", "vet", "-vettool="+tool, "-json", "-tags="+tags, "./...")
	var text strings.Builder // without "# package" lines
	for l := range strings.Lines(stdout + stderr) {
		if !strings.HasPrefix(l, "#") {
			text.WriteString(l)
		}
	}
	posn := regexp.MustCompile(`^(.*?):(\d+)(?::(\d+))?$`)
	decoder := json.NewDecoder(strings.NewReader(text.String()))
	for decoder.More() {
		var packages map[string]map[string][]struct{ Posn, Message string }
		if err := decoder.Decode(&packages); err != nil {
			t.Fatalf("reading go vet's output: %v\n%s", err, text.String())
		}
		for _, analyzers := range packages {
			for name, diagnostics := range analyzers {
				for _, d := range diagnostics {
					m := posn.FindStringSubmatch(d.Posn)
					lines = append(lines, line(rel(t, dir, m[1]), number(m[2]), number(m[3]), name, d.Message))
				}
			}
		}
	}
	return lines
}

func staticcheck(t *testing.T, dir, tags string) (lines []string) {
	return staticcheckWith(t, build(t, staticcheckCommand), dir, "-tags", tags)
}

const staticcheckCommand = "honnef.co/go/tools/cmd/staticcheck"

func staticcheckWith(t *testing.T, tool, dir string, args ...string) (lines []string) {
	stdout, stderr := output(t, dir, tool, append(append([]string{"-f", "json"}, args...), "./...")...)
	decoder := json.NewDecoder(strings.NewReader(stdout))
	for decoder.More() {
		var d struct {
			Code, Message string
			Location      struct {
				File         string
				Line, Column int
			}
		}
		if err := decoder.Decode(&d); err != nil {
			t.Fatalf("reading staticcheck's output: %v\n%s%s", err, stdout, stderr)
		}
		if d.Code == "compile" || d.Code == "staticcheck" {
			d.Code = "ignore" // both are about directives here
		}
		lines = append(lines, line(rel(t, dir, d.Location.File), d.Location.Line, d.Location.Column, d.Code, d.Message))
	}
	return lines
}

// goCritic runs the checkers as cmd/gocritic does. That command itself cannot
// be built from our go.mod: it needs a flag library that nothing of ours has.
func goCritic(t *testing.T, dir, tags string) (lines []string) {
	return goCriticWith(t, build(t, "./testdata/gocritic"), dir, tags)
}

func goCriticWith(t *testing.T, tool, dir string, args ...string) (lines []string) {
	stdout, stderr := output(t, dir, tool, args...)
	row := regexp.MustCompile(`^(.*?):(\d+):(\d+): (\w+): (.*)$`)
	for l := range strings.Lines(stdout) {
		m := row.FindStringSubmatch(strings.TrimSpace(l))
		if m == nil {
			t.Fatalf("reading gocritic's output: %q\n%s", l, stderr)
		}
		text, err := strconv.Unquote(m[5])
		if err != nil {
			t.Fatalf("reading gocritic's output: %q: %v", l, err)
		}
		lines = append(lines, line(rel(t, dir, m[1]), number(m[2]), number(m[3]), m[4], text))
	}
	return lines
}

func build(t *testing.T, pkg string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tool")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", path, pkg)
	cmd.Env = environ()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return path
}

func rel(t *testing.T, dir, path string) string {
	t.Helper()
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

func number(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

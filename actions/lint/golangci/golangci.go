// Package golangci runs golangci-lint with the repository's own configuration
// and gives what it says as plain data.
//
// golangci-lint is GPL-3.0, so it is a program beside us: nothing of it is
// imported or linked. How it is called and what its output means is taken from
// its release v2.15.0 (pkg/commands/run.go, pkg/printers/json.go,
// pkg/result/issue.go, pkg/exitcodes).
//
// What it could not look at, and what we could not read of its answer, is an
// error: a Result without one is everything that it had to say.
package golangci

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/child"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/modfile"
)

// Name is the tier's.
const Name = "golangci"

// URL is the page of all linters.
const URL = "https://golangci-lint.run/docs/linters/"

// Options say what to run, and on what.
type Options struct {
	Program  string // a name on PATH or an absolute path; "" is golangci-lint
	Version  string // the only one wanted, built when it is not there; "" is any v2
	Patterns []string
	Tests    bool
	Tags     []string
}

// Issue is one thing that golangci-lint said.
type Issue struct {
	Linter   string
	Text     string
	Severity finding.Severity // zero when the configuration gives it none
	File     string           // absolute
	Location finding.Location
	Fixes    []finding.Fix
}

// Typecheck is the linter under whose name golangci-lint says that code does
// not compile; it then says nothing else.
const Typecheck = "typecheck"

// Run runs golangci-lint on the module of the step. With an error there may be
// issues all the same.
func Run(ctx context.Context, s *action.Step, o Options) ([]Issue, error) {
	config, err := findConfig(s)
	if err != nil {
		return nil, err
	}
	program, err := find(ctx, s, o)
	if err != nil {
		return nil, err
	}
	args, err := arguments(ctx, s, o, config)
	if err != nil {
		return nil, err
	}
	s.Progress("golangci-lint")
	out := &output{limit: maxOutput}
	said := &log{w: s.Stderr}
	err = run(ctx, s, out, said, program, args...)
	var exit *exec.ExitError
	switch {
	case action.Interrupted(err):
		return nil, err
	case out.cut:
		return nil, malformed("it is longer than %d bytes", out.limit)
	case err != nil && !errors.As(err, &exit):
		return nil, action.Environment("running %s: %w", program, err)
	}
	issues, answer, err := read(s, out)
	switch {
	case exit != nil:
		return issues, failure(exit.ProcessState, answer, said.last)
	case err == nil && answer != "":
		return issues, failure(nil, answer, "")
	}
	return issues, err
}

// run starts a program in the module's folder, without a shell. Its children
// may hold the pipes open when it is killed: they are not waited for long.
func run(ctx context.Context, s *action.Step, stdout *output, stderr *log, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.Dir, stdout, stderr
	// It asks PWD where it is, and gives paths accordingly.
	cmd.Env = append(append([]string(nil), s.Environ...), "PWD="+s.Dir)
	cmd.WaitDelay = 2 * time.Second
	defer stderr.end()
	return child.Run(ctx, cmd)
}

// arguments are those of "golangci-lint run". What the configuration sets
// holds, but for where the result goes, limits on it, and what would change
// files.
func arguments(ctx context.Context, s *action.Step, o Options, config *Config) ([]string, error) {
	args := []string{
		"run", "--config=" + config.Path, "--color=never", "--show-stats=false",
		"--output.json.path=stdout", "--path-mode=abs", "--issues-exit-code=0",
		"--max-issues-per-linter=0", "--max-same-issues=0", "--uniq-by-line=false", "--fix=false",
		// Its lock is one for the whole machine and is given up after 5 s.
		"--allow-parallel-runners",
	}
	for _, format := range []string{"text", "tab", "html", "checkstyle", "code-climate", "junit-xml", "teamcity", "sarif"} {
		args = append(args, "--output."+format+".path=")
	}
	if !o.Tests {
		args = append(args, "--tests=false")
	}
	if len(o.Tags) > 0 {
		args = append(args, "--build-tags="+strings.Join(o.Tags, ","))
	}
	vars, err := gotool.Go{Dir: s.Dir, Env: s.Environ}.Var(ctx, "GOFLAGS")
	if err != nil {
		return nil, action.NotAnalysed("asking for GOFLAGS: %s", gotool.Message(err))
	}
	if config.text("run", "modules-download-mode") == "mod" || setsModMod(vars["GOFLAGS"]) {
		args = append(args, "--modules-download-mode=readonly")
	}
	args = append(args, "--")
	for _, pattern := range o.Patterns {
		args = append(args, local(s.Dir, pattern))
	}
	return args, nil
}

// setsModMod says whether GOFLAGS lets the go command change go.mod.
func setsModMod(goflags string) bool {
	for _, flag := range strings.Fields(goflags) {
		if strings.TrimLeft(flag, "-") == "mod=mod" {
			return true
		}
	}
	return false
}

// local turns the import path of a package of the module into a path:
// golangci-lint takes everything else for a folder.
func local(dir, pattern string) string {
	data, err := readSmall(filepath.Join(dir, "go.mod"))
	if err != nil {
		return pattern
	}
	module := modfile.ModulePath(data)
	rest, ok := strings.CutPrefix(pattern, module)
	if module == "" || !ok || rest != "" && rest[0] != '/' && !strings.HasPrefix(rest, "...") {
		return pattern
	}
	return "./" + strings.TrimPrefix(rest, "/")
}

// failure says why golangci-lint did not look at everything: in its report's
// words, or in the last that it wrote. state is nil when it ended with 0.
func failure(state *os.ProcessState, answer, last string) error {
	why := cmp.Or(answer, last)
	if why == "" {
		why = "it ended with " + state.String()
	}
	err := action.NotAnalysed("golangci-lint: %s", finding.Clean(why)).
		WithHint("mend what it says, or leave the tier out with --tiers")
	if state == nil {
		return err
	}
	switch state.ExitCode() { // pkg/exitcodes
	case 2:
		return err.WithHint("unset FAIL_ON_WARNINGS, or mend what it warns of")
	case 4:
		return err.WithHint("raise run.timeout in its configuration, or leave it out there")
	case 5:
		return err.WithHint("go list shows what the patterns match")
	}
	return err
}

// log passes on what golangci-lint writes on standard error, fit to be shown,
// and keeps the last line that says something.
type log struct {
	w    io.Writer
	part []byte
	last string
}

func (l *log) Write(p []byte) (int, error) {
	l.part = append(l.part, p...)
	for {
		line, rest, ok := bytes.Cut(l.part, []byte("\n"))
		if !ok && len(line) < maxLine {
			return len(p), nil
		}
		l.line(string(line))
		l.part = rest
	}
}

// maxLine bounds, in bytes, a line without an end.
const maxLine = 1 << 16

func (l *log) end() {
	if len(l.part) > 0 {
		l.line(string(l.part))
	}
}

func (l *log) line(line string) {
	line = strings.TrimRight(line, "\r")
	if strings.TrimSpace(line) == "" {
		return
	}
	l.last = message(line)
	fmt.Fprintln(l.w, finding.Clean(line))
}

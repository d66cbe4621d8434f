package random

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// settings are how lint is run.
type settings struct {
	tiers, patterns, tags string
	tests                 bool
	env                   string
}

// anySettings are mostly those that most people have.
func anySettings(w *world) settings {
	s := settings{tests: true, patterns: "./..."}
	if !w.chance(3) {
		return s
	}
	s.tiers = pick(w, []string{"", "", "vet", "staticcheck,chaincode", "critic"})
	s.patterns = pick(w, []string{"./...", "./...", "./" + w.anyPkg().dir, "./" + w.anyPkg().dir + "/..."})
	s.tags = pick(w, []string{"", "", "special"})
	s.tests = !w.chance(4)
	s.env = pick(w, []string{"", "", "GOOS=windows", "GOARCH=arm64", "GOFLAGS=-tags=special"})
	return s
}

// linter is a process of lint, as far as the action can tell.
type linter struct {
	runners map[string]action.Runner // by tiers: what they need is made once
}

// outcome is all that a run says.
type outcome struct {
	findings  []string
	failure   string
	exit      int
	said, out string
}

func (l *linter) run(t *testing.T, d *disk, cache string, s settings) (o outcome) {
	t.Helper()
	if l.runners[s.tiers] == nil {
		if l.runners == nil {
			l.runners = map[string]action.Runner{}
		}
		l.runners[s.tiers] = lint.Action.New()
	}
	runner := l.runners[s.tiers]
	flags := pflag.NewFlagSet("lint", pflag.ContinueOnError)
	runner.Inputs(flags)
	args := []string{"--patterns=" + s.patterns, "--tags=" + s.tags, fmt.Sprintf("--tests=%v", s.tests)}
	if s.tiers != "" {
		args = append(args, "--tiers="+s.tiers)
	}
	if flags.Lookup("cache") != nil {
		args = append(args, "--cache="+cache)
	}
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	environ := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GOENV=off", "CGO_ENABLED=0", s.env)
	var stdout, stderr bytes.Buffer
	err := runner.Run(t.Context(), &action.Step{
		Root: d.dir, Dir: d.dir, Getenv: os.Getenv, Environ: environ, Stdout: &stdout, Stderr: &stderr,
		Report: func(f finding.Finding) {
			data, err := json.Marshal(f)
			if err != nil {
				t.Error(err)
			}
			o.findings = append(o.findings, string(data))
		},
		Output: func(string, string) {}, Earlier: func(string) string { return "" }, Progress: func(string, ...any) {},
	})
	o.said, o.out = stderr.String(), stdout.String()
	var failure *action.Error
	switch {
	case errors.As(err, &failure):
		o.failure, o.exit = failure.Error()+"\n"+failure.Hint, failure.Exit
	case err != nil:
		t.Fatalf("lint gives an error without an exit code: %v", err)
	}
	return o
}

// text is an outcome to compare.
func (o outcome) text() string {
	return fmt.Sprintf("%s\nexit %d: %s\n%s\n%s", strings.Join(o.findings, "\n"), o.exit, o.failure, o.said, o.out)
}

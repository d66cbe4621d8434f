package gosum

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gotool"
	"github.com/tallystick/tallystick/internal/manual"
	"golang.org/x/mod/module"
)

//go:embed doc.go
var doc string

// Action is the gosum action.
var Action = &action.Action{
	Name: "gosum", Doc: manual.Of(doc), PerModule: true,
	Rules: rules,
	New:   func() action.Runner { return &runner{digests{}} },
}

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "gosum/malformed", Title: "a line of go.sum is not a module, a version and a hash"},
		{ID: "gosum/duplicate", Title: "two lines of go.sum are for the same thing"},
		{ID: "gosum/mismatch", Title: "a line of go.sum and what is in the module cache do not agree"},
		{ID: "gosum/missing", Title: "go.sum has no line for a module that go.mod needs"},
		{ID: "gosum/superfluous", Title: "a line of go.sum is for a version that nothing needs"},
		{ID: "gosum/vendor", Title: "vendor/ differs from the modules that go.mod and go.sum name"},
		{ID: "gosum/local", Title: "a module is replaced by a local folder, which go.sum does not cover"},
		{ID: "gosum/unchecked", Title: "files of vendor/ that could not be compared with anything"},
	}
}

// runner has no inputs: what must agree is not a matter of taste. The digests
// are kept from module to module.
type runner struct{ digests digests }

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	mod, err := readGoMod(s)
	if err != nil {
		return err
	}
	tool, err := gotool.Go{Dir: s.Dir, Env: s.Environ}.Hermetic(ctx)
	if err != nil {
		return err
	}
	vars, err := tool.Var(ctx, "GOMODCACHE", "GOPROXY")
	if err != nil {
		return err
	}
	c := &check{Step: s, mod: mod, tool: tool, cache: cache(vars["GOMODCACHE"]), digests: r.digests, proved: map[module.Version]string{}}
	sums, err := c.read(filepath.Join(s.Dir, "go.sum"))
	if err != nil {
		return err
	}
	c.sums = sums
	if err := c.fetch(ctx, vars["GOPROXY"]); err != nil {
		return err
	}
	first := c.compare(ctx, sums)
	// What a step finds does not wait for another that could not find out;
	// the first error speaks, since later ones tend to follow from it.
	for _, step := range []func(context.Context) error{c.workspace, c.local, c.complete, c.vendor} {
		if err := step(ctx); first == nil {
			first = err
		}
	}
	return first
}

// check is one module on its way through the action.
type check struct {
	*action.Step
	mod     *goMod
	tool    gotool.Go
	cache   cache
	digests digests
	sums    *sumFile
	// proved are the copies (zips or folders) whose digest is the one in
	// go.sum.
	proved map[module.Version]string
	graph  *graph // nil when it could not be loaded
	// notFetched is why a download failed.
	notFetched string
}

func (c *check) say(rule string, severity finding.Severity, at finding.Location, hint, format string, args ...any) {
	c.Report(finding.Finding{
		Rule: "gosum/" + rule, Severity: severity, Location: at, Hint: hint, Message: fmt.Sprintf(format, args...),
	})
}

// sumFile is a go.sum or go.work.sum.
type sumFile struct {
	path  string // as in findings
	lines []line
	has   map[sum]bool
}

func (f *sumFile) at(l line) finding.Location {
	return finding.Location{Path: f.path, Line: l.number, Column: l.column, EndLine: l.number, EndColumn: l.end}
}

// read reads a go.sum and reports its form. A file that is not there is an
// empty one.
func (c *check) read(path string) (*sumFile, error) {
	f := &sumFile{path: c.Rel(path), has: map[sum]bool{}}
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	var faults []fault
	f.lines, faults = parseLines(string(data))
	for _, bad := range faults {
		at := finding.Location{Path: f.path, Line: bad.number, Column: bad.column, EndLine: bad.number, EndColumn: bad.end}
		c.say("malformed", finding.Error, at, "remove the line, then: go mod tidy", "%s", bad.message)
	}
	if len(faults) == maxFaults {
		return nil, action.NotAnalysed("%s has %d malformed lines in its first %d, so it is no go.sum", f.path, maxFaults, faults[maxFaults-1].number).
			WithHint("restore %s from version control, or remove it and run: go mod tidy", f.path)
	}
	first := map[sum]line{}
	for _, l := range f.lines {
		f.has[l.sum] = true
		before, again := first[l.sum]
		switch {
		case !again:
			first[l.sum] = l
		case before.hash == l.hash:
			c.say("duplicate", finding.Warning, f.at(l), "remove one of the lines, or: go mod tidy", "line %d says the same", before.number)
		default:
			c.say("duplicate", finding.Error, f.at(l), "keep the one that the module cache confirms",
				"got a second hash for %s, want one: line %d has another", l.sum, before.number)
		}
	}
	return f, nil
}

// workspace compares the lines of the go.work.sum that governs the folder with
// the cache. Whether they are all needed only the workspace as a whole could
// tell.
func (c *check) workspace(ctx context.Context) error {
	// Answered before a toolchain is chosen (cmd/go/internal/toolchain, Select).
	out, err := gotool.Go{Dir: c.Dir, Env: c.Environ}.Run(ctx, "env", "GOWORK")
	work := strings.TrimSpace(string(out))
	if err != nil || work == "" || work == "off" {
		return err
	}
	f, err := c.read(work + ".sum")
	if err != nil {
		return err
	}
	return c.compare(ctx, f)
}

// local names what go.sum cannot cover.
func (c *check) local(context.Context) error {
	for _, r := range c.mod.Replace {
		if r.New.Version == "" {
			c.say("local", finding.Notice, c.mod.atReplace(r), "replace it by a published version where the code must be provable",
				"%s is replaced by the folder %s, which no line of go.sum covers", r.Old.Path, r.New.Path)
		}
	}
	return nil
}

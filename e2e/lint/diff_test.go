//go:build diff

package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/e2e/lint/linters"
	"github.com/tallystick/tallystick/e2e/lint/subject"
	"github.com/tallystick/tallystick/e2e/tool"
	suite "golang.org/x/tools/go/analysis/suite/vet"
)

// modules are those to compare on: DIFF_MODULES, separated by commas, or all.
func modules(t *testing.T) []subject.Module {
	t.Helper()
	var names []string
	if list := os.Getenv("DIFF_MODULES"); list != "" {
		names = strings.Split(list, ",")
	}
	list, err := subject.Named(names...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// bench is a module on the bench with both sides ready to look at it.
type bench struct {
	module    subject.Module
	dir       string
	cache     string // of the run that knows the runs before it
	ours      linters.Ours
	tools     linters.Tools
	explained explained
}

func TestSameFindings(t *testing.T) {
	root, bin := tool.Root(t), t.TempDir()
	ours, err := linters.BuildOurs(t.Context(), root, bin)
	if err != nil {
		t.Fatal(err)
	}
	tools, err := linters.BuildTools(t.Context(), root, bin)
	if err != nil {
		t.Fatal(err)
	}
	if !ours.Caches {
		t.Log("this lint has no cache: a run that knows others and one that knows none are the same here")
	}
	for _, m := range modules(t) {
		t.Run(m.Name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), m.Name)
			if err := m.Copy(t.Context(), root, dir); err != nil {
				t.Fatal(err)
			}
			disarm(t, dir)
			b := &bench{module: m, dir: dir, cache: t.TempDir(), ours: ours, tools: tools, explained: newExplained(m.Name)}
			b.check(t, "cold", world{compare: true})
			b.check(t, "warm", world{})
			b.edits(t)
			b.explained.settled(t)
		})
	}
}

// world is in what circumstances both sides look.
type world struct {
	compare bool // with the tools too
	tags    string
	env     []string
	args    []string
}

// check compares lint, knowing what it knows, with lint knowing nothing, and
// with the tools alone.
func (b *bench) check(t *testing.T, what string, w world) {
	t.Helper()
	run := linters.Run{Dir: b.dir, Cache: b.cache, Args: slices.Concat([]string{"--tags", w.tags}, w.args), Env: w.env}
	got, err := b.ours.Lint(t.Context(), run)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	run.Cache = t.TempDir()
	want, err := b.ours.Lint(t.Context(), run)
	if err != nil {
		t.Fatalf("%s, knowing nothing: %v", what, err)
	}
	if got != want {
		t.Errorf("%s: a run that knows others differs from one that knows none: exit %d, want %d\n%s",
			what, got.Exit, want.Exit, diff(got.Stdout+got.Stderr, want.Stdout+want.Stderr))
		b.keep(t)
	}
	if !w.compare {
		return
	}
	if got.Exit > 1 {
		t.Fatalf("%s: lint ends with %d:\n%s%s", what, got.Exit, got.Stderr, got.Stdout)
	}
	lines, err := got.Findings()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	byTier := split(lines)
	for _, tier := range linters.Tiers() {
		want, err := b.tools.Lint(t.Context(), tier, b.dir, w.tags, w.env)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		b.compare(t, what, tier, byTier[tier], want)
	}
}

// compare compares what a tier says with what its tool says.
func (b *bench) compare(t *testing.T, what, tier string, got, want []linters.Line) {
	t.Helper()
	for _, line := range got {
		if !slices.Contains(want, line) && !b.explained.covers(tier, true, line) {
			t.Errorf("%s: only lint's %s says: %s", what, tier, line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) && !b.explained.covers(tier, false, line) {
			t.Errorf("%s: only the tool of %s says: %s", what, tier, line)
		}
	}
	t.Logf("%s: %s: %d findings, %d of the tool", what, tier, len(got), len(want))
}

// split tells by the rules which tier says what.
func split(lines []linters.Line) map[string][]linters.Line {
	tiers := map[string]string{}
	for _, a := range suite.Suite {
		tiers[a.Name] = "vet"
	}
	for _, a := range checks.Suite {
		tiers[a.Name] = "chaincode"
	}
	numbered := regexp.MustCompile(`^[A-Z]+[0-9]+$`)
	byTier := map[string][]linters.Line{}
	for _, line := range lines {
		tier := tiers[line.Rule()]
		switch {
		case tier != "":
		case numbered.MatchString(line.Rule()), line.Rule() == "ignore": // remarks on comments are staticcheck's
			tier = "staticcheck"
		default:
			tier = "critic"
		}
		byTier[tier] = append(byTier[tier], line)
	}
	return byTier
}

// disarm takes the meaning from all //nolint comments of a module, and leaves
// every line and column where it is.
func disarm(t *testing.T, dir string) {
	t.Helper()
	nolint := regexp.MustCompile(`(//\s*)nolint`)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || !nolint.Match(data) {
			return err
		}
		return os.WriteFile(path, nolint.ReplaceAll(data, []byte("${1}nilont")), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// keep leaves the working copy where it can be looked at.
func (b *bench) keep(t *testing.T) {
	t.Helper()
	kept, err := os.MkdirTemp("", "diff-"+b.module.Name+"-")
	if err == nil {
		err = os.CopyFS(kept, os.DirFS(b.dir))
	}
	t.Logf("the module is kept in %s (%v)", kept, err)
}

// diff gives the lines that one text has and the other has not.
func diff(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var out strings.Builder
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintf(&out, "knowing others: %s\n", line)
		}
	}
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintf(&out, "knowing none:   %s\n", line)
		}
	}
	if out.Len() == 0 {
		return "the same lines in another order, or another number of times"
	}
	return out.String()
}

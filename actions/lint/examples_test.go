package lint_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/tier/critic"
)

// TestSameExamples compares the critic tier with go-critic on go-critic's own
// examples, where every checker has something to say.
func TestSameExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the tools")
	}
	dir, tool := examples(t), build(t, "./testdata/gocritic")
	records := t.TempDir()
	for name, test := range map[string]struct{ ours, theirs []string }{
		"default": {},
		"all":     {[]string{"--enable=all"}, []string{"all"}},
		"settings": {
			[]string{"--settings=critic.captLocal.paramsOnly=false\ncritic.ifElseChain.minThreshold=3", "--settings=critic.elseif.skipBalanced=false"},
			[]string{"captLocal.paramsOnly=false", "ifElseChain.minThreshold=3", "elseif.skipBalanced=false"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := findings(t, dir, append(test.ours, "--cache="+records, "--tiers=critic")...)
			want := goCriticWith(t, tool, dir, append([]string{""}, test.theirs...)...)
			compare(t, withoutWhyNoLint(got), withoutWhyNoLint(want))
			for _, c := range critic.Tier.Checks() {
				silent := !strings.Contains(strings.Join(got, "\n"), ": "+c.Name+": ")
				if wanted := name == "all" || !c.Off; wanted && silent {
					t.Errorf("%s says nothing in the examples", c.Name)
				} else if !wanted && !silent {
					t.Errorf("%s is off and says something", c.Name)
				}
			}
		})
	}
}

// TestSameChoice compares the choice of checks with staticcheck's own, which
// goes before staticcheck.conf too.
func TestSameChoice(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the tools")
	}
	dir, tool := fixture(t), build(t, staticcheckCommand)
	records := t.TempDir()
	for name, test := range map[string]struct{ ours, theirs []string }{
		"all":     {[]string{"--enable=all"}, []string{"-debug.run-quickfix-analyzers", "-checks=all"}},
		"more":    {[]string{"--enable=ST1003,SA4*"}, []string{"-checks=inherit,ST1003,SA4*"}},
		"less":    {[]string{"--disable=SA*,u1000"}, []string{"-checks=inherit,-SA*,-u1000"}},
		"one":     {[]string{"--disable=all", "--enable=ST1000"}, []string{"-checks=ST1000"}},
		"but one": {[]string{"--enable=ST1*", "--disable=ST1000"}, []string{"-checks=inherit,ST1*,-ST1000"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := findings(t, dir, append(test.ours, "--cache="+records, "--tiers=staticcheck")...)
			want := staticcheckWith(t, tool, dir, test.theirs...)
			if len(want) < 2 {
				t.Fatalf("the tool found %d things in the fixture", len(want))
			}
			compare(t, got, want)
		})
	}
}

// withoutWhyNoLint leaves out what is said about //nolint comments that stand
// alone: they silence that too.
func withoutWhyNoLint(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.Contains(line, ": whyNoLint: ") })
}

// examples copies go-critic's test data out of the module cache, and makes a
// module of it that compiles.
func examples(t *testing.T) string {
	t.Helper()
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-critic/go-critic").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(strings.TrimSpace(string(module)), "checkers", "testdata"))); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"importShadow", "_integration", // need other modules
		"whyNoLint/negative_tests.go", // silences findings
	} {
		if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"go.mod":                    "module github.com/go-critic/go-critic/checkers/testdata\n\ngo 1.24\n",
		"caseOrder/more.go":         "package checker_test\n\ntype myType struct{}\n",
		"codegenComment/pattern.go": "// This file was automatically generated\npackage checker_test\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

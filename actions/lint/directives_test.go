package lint_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// difference is a line of the table of differences in the manual: what a tool
// and lint say differently, and on which lines of testdata/directives.
type difference struct {
	tool  string
	line  string   // how the line in the manual begins
	here  []string // words of the lines about which only lint says something
	there []string // the same for the tool
}

func differences() []difference {
	const golangci, staticcheck = "golangci-lint", "staticcheck"
	return []difference{
		{golangci, "//nolint:SA4006, :lint/SA4006", []string{"idle-check"}, []string{
			"name-of-check", "name-of-rule", "SA1019-check", "unusedByCheck()",
		}},
		{golangci, "//nolint:vet, :critic, :chaincode", nil, []string{"name-of-tier"}},
		{golangci, "//nolint:gosimple, :stylecheck", []string{"idle-v1"}, []string{
			"S1038-gosimple", "S1002-gosimple", "ST1005-stylecheck",
		}},
		{golangci, "//nolint:allocs", []string{"all-begins"}, nil},
		{golangci, "two //nolint above one statement", nil, []string{"names-two-lines", "second"}},
		{golangci, "//nolint below a //line comment", []string{"//line"}, []string{
			"lined/other.go:101", "lined/other.go:103", "lined/other.go:105", "grammar-beside",
		}},
		{golangci, "//lint:ignore, //lint:file-ignore", nil, []string{
			"fi-whole", "ig-beside", "ig-above", "ig-lower", "ig-pattern", "ig-star", "ig-list", "ig-empty-reason",
			"ig-two", "ig-both", "ig-doc", "ig-spec", "ig-spec-beside", "unusedLintLower()", "unusedLintPattern()",
		}},
		{golangci, "findings in generated files", []string{
			"generated", "generated-nolint", "generated-second-comment", "ig-generated",
		}, nil},
		{golangci, "useless: a linter with more checks", nil, []string{"idle-tier"}},
		{golangci, "useless: unused", nil, []string{"idle-unused"}},
		{golangci, "useless: two for the same finding", nil, []string{"over-again"}},
		{golangci, "malformed: blanks before nolint", nil, []string{"space", "spaces"}},
		{golangci, "malformed: a comma at the end", nil, []string{"names-trailing-comma"}},
		{golangci, "malformed: words like // nolint's", nil, []string{"idle-prose"}},
		{staticcheck, "//lint:ignore u1000 or U1*", nil, []string{"unusedLintLower()", "unusedLintPattern()"}},
		{staticcheck, "useless: SA1000,U1000", nil, []string{"SA1000,U1000"}},
	}
}

// TestDifferencesAreInTheManual holds the table of differences to the manual,
// line by line.
func TestDifferencesAreInTheManual(t *testing.T) {
	_, table, ok := strings.Cut(lint.Action.Doc, "\n# Differences\n")
	if !ok {
		t.Fatal("the manual has no differences")
	}
	table, _, _ = strings.Cut(table, "\n# ")
	var got, want []string
	tool := ""
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "\t") {
			continue
		}
		begin, _, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if name, version, ok := strings.Cut(begin, " v"); ok && strings.HasSuffix(line, " there, and here\n") {
			tool = name + " v" + version
			continue
		}
		got = append(got, tool+": "+begin)
	}
	versions := map[string]string{"golangci-lint": "golangci-lint v2.15.0", "staticcheck": "staticcheck " + staticcheckVersion(t)}
	for _, d := range differences() {
		want = append(want, versions[d.tool]+": "+d.line)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the manual has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// staticcheckVersion is the one in go.mod: a newer one may differ elsewhere.
func staticcheckVersion(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "honnef.co/go/tools").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestDirectivesAsTheTools compares what comments silence, and which comments
// are faulted, with golangci-lint and staticcheck: they agree, or the manual
// has a line about it.
func TestDirectivesAsTheTools(t *testing.T) {
	world, err := filepath.Abs(filepath.Join("testdata", "directives"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("golangci-lint", func(t *testing.T) {
		want := golangciSays(t)
		var got []string
		for _, f := range run(t, world) {
			if f.Rule != "lint/ignore" || strings.HasPrefix(f.Message, "//nolint") {
				got = append(got, fmt.Sprintf("%s:%d %s", f.Location.Path, f.Location.Line, linterOf(f.Rule)))
			}
		}
		agree(t, "golangci-lint", world, got, want)
	})
	t.Run("staticcheck", func(t *testing.T) {
		if testing.Short() {
			t.Skip("builds and runs the tool")
		}
		dir := withoutNolint(t, world)
		want := staticcheck(t, dir, "")
		agree(t, "staticcheck", dir, findings(t, dir, "--cache="+t.TempDir(), "--tiers=staticcheck"), want)
	})
}

// linterOf is the linter of golangci-lint that has a rule.
func linterOf(rule string) string {
	name := strings.TrimPrefix(rule, "lint/")
	switch {
	case name == "U1000":
		return "unused"
	case name == "ignore":
		return "nolintlint"
	case regexp.MustCompile(`^(SA|S|ST)\d{4}$`).MatchString(name):
		return "staticcheck"
	case name == "commentFormatting" || strings.ContainsAny(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
		return "gocritic"
	}
	return "govet"
}

// golangciSays is what golangci-lint was recorded to say (e2e/nolint).
func golangciSays(t *testing.T) (lines []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "golangci-lint.v2.15.0.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(data)) {
		place, rest, _ := strings.Cut(strings.TrimSpace(l), ": ")
		linter, text, _ := strings.Cut(rest, ": ")
		if linter == "staticcheck" && strings.HasPrefix(text, "QF") {
			continue // not in the tier
		}
		lines = append(lines, place+" "+linter)
	}
	return lines
}

// agree wants the same on both sides but for the differences, and each of
// these at least once.
func agree(t *testing.T, tool, dir string, got, want []string) {
	t.Helper()
	if len(want) < 20 {
		t.Fatalf("the tool said %d things: it did not run as it should", len(want))
	}
	seen := map[string]bool{}
	for _, side := range []struct {
		name string
		only []string
		of   func(difference) []string
	}{
		{"here", without(got, want), func(d difference) []string { return d.here }},
		{"there", without(want, got), func(d difference) []string { return d.there }},
	} {
		for _, line := range side.only {
			known := false
			text := " " + line + " " + sourceOf(t, dir, line)
			for _, d := range differences() {
				for _, word := range side.of(d) {
					if d.tool == tool && strings.Contains(text+" ", " "+word+" ") {
						known = true
						seen[side.name+d.line+word] = true
					}
				}
			}
			if !known {
				t.Errorf("only %s:%s", side.name, text)
			}
		}
		for _, d := range differences() {
			for _, word := range side.of(d) {
				if d.tool == tool && !seen[side.name+d.line+word] {
					t.Errorf("%s: nothing that only is %s has %q", d.line, side.name, word)
				}
			}
		}
	}
}

func without(list, others []string) (rest []string) {
	for _, one := range list {
		if !slices.Contains(others, one) && !slices.Contains(rest, one) {
			rest = append(rest, one)
		}
	}
	return rest
}

// sourceOf is the line that "file:line..." is about, in words.
func sourceOf(t *testing.T, dir, where string) string {
	t.Helper()
	part := regexp.MustCompile(`^([^:]+):(\d+)`).FindStringSubmatch(where)
	data, err := os.ReadFile(filepath.Join(dir, part[1]))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if n := number(part[2]); n <= len(lines) {
		return strings.Join(strings.FieldsFunc(lines[n-1], func(r rune) bool { return strings.ContainsRune(" \t\"\\", r) }), " ")
	}
	return ""
}

// withoutNolint copies a tree in which no //nolint means anything.
func withoutNolint(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(to, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte("nolint"), []byte("nobody")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// run gives what lint finds below a folder.
func run(t *testing.T, dir string, args ...string) (found []finding.Finding) {
	t.Helper()
	runner := lint.Action.New()
	flags := pflag.NewFlagSet("lint", pflag.ContinueOnError)
	runner.Inputs(flags)
	if err := flags.Parse(append([]string{"--cache=" + t.TempDir()}, args...)); err != nil {
		t.Fatal(err)
	}
	err := runner.Run(t.Context(), &action.Step{
		Root: dir, Dir: dir, Getenv: os.Getenv, Environ: environ(),
		Report:   func(f finding.Finding) { found = append(found, f) },
		Progress: func(string, ...any) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

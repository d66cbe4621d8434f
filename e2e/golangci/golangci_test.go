//go:build e2e

package golangci

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/e2e/tool"
	"github.com/tallystick/tallystick/internal/finding"
)

// configuration switches on what our tiers have too, and what they have not.
const configuration = `version: "2"
linters:
  default: none
  enable: [errcheck, govet, staticcheck, gocritic, unused, misspell, ineffassign, nolintlint, revive]
  settings:
    govet:
      enable: [shadow]
issues:
  uniq-by-line: false
formatters:
  enable: [gofmt]
`

const faults = `// Package own has faults, and langauge mistakes.
package own

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

func nobody() {}

// Faulty does things.
func Faulty(N int) error {
	fmt.Printf("%d\n", "x")
	os.Remove("x")
	if strings.Index("a", "b") == -1 { fmt.Printf("%d %d\n", "y", "z"); os.Remove("x") }
	x := 1
	x = 2
	os.Remove("y") //nolint:errcheck
	os.Remove("z") //nolint
	fmt.Printf("%d\n", "x") //nolint:govet // on purpose
	fmt.Println(x) //nolint:errcheck // nolintlint says that this is for nothing
	if err := errors.New(fmt.Sprintf("a %d", x)); err != nil {
		err := errors.New("Shadowed")
		return err
	}
	if N == 1 {
	} else if N == 2 {
	} else if N == 3 {
		fmt.Println()
	} else {
		fmt.Println()
	}
	return nil
}

// Overwritten gets an argument for nothing.
func Overwritten(n int) {
	n = 3
	fmt.Println(n)
}
`

const faultyTest = `package own

import "testing"

func TestFaulty(t *testing.T) {
	t.Errorf("%d", "x")
	Faulty(1)
}
`

type issue struct {
	FromLinter, Text string
	Pos              struct {
		Filename     string
		Line, Column int
	}
}

// world is a module and the two programs.
type world struct {
	*testing.T
	dir, cache, golangci, tallystick string
}

// newWorld copies the module on which the tiers are held against their tools,
// and adds a package of faults.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, dir: filepath.Join(t.TempDir(), "module"), cache: t.TempDir()}
	if err := os.CopyFS(w.dir, os.DirFS(filepath.Join(tool.Root(t), "actions/lint/testdata/fixture"))); err != nil {
		t.Fatal(err)
	}
	tool.Write(t, w.dir, map[string]string{
		".golangci.yml": configuration, "own/own.go": faults, "own/own_test.go": faultyTest,
	})
	w.golangci = tool.Path(t, "golangci-lint", "golangci-lint")
	w.tallystick = tool.Build(t, tool.Root(t), t.TempDir())
	return w
}

// run runs a program in the module; findings make both fail.
func (w *world) run(program string, args ...string) (stdout []byte, said string) {
	w.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = w.dir, &out, &errs
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0", "GOLANGCI_LINT_CACHE="+w.cache)
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		w.Fatalf("%s %s: %v\n%s%s", program, strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.Bytes(), errs.String()
}

// issues are those of golangci-lint, run by itself.
func (w *world) issues() []issue {
	w.Helper()
	out, said := w.run(w.golangci, "run", "--allow-parallel-runners", "--output.json.path=stdout", "--show-stats=false",
		"--max-issues-per-linter=0", "--max-same-issues=0")
	var answer struct{ Issues []issue }
	if err := json.Unmarshal(out, &answer); err != nil {
		w.Fatalf("%v\n%s%s", err, out, said)
	}
	linters := map[string]bool{}
	for _, i := range answer.Issues {
		linters[i.FromLinter] = true
	}
	for _, linter := range []string{"errcheck", "govet", "staticcheck", "gocritic", "unused", "misspell", "ineffassign", "nolintlint", "revive", "gofmt"} {
		if !linters[linter] {
			w.Errorf("golangci-lint's %s says nothing of the module, so it proves nothing", linter)
		}
	}
	return answer.Issues
}

// findings are those of lint with these tiers.
func (w *world) findings(tiers string) []finding.Finding {
	w.Helper()
	file := filepath.Join(w.TempDir(), "report.jsonl")
	w.run(w.tallystick, "lint", "--tiers", tiers, "--golangci", w.golangci, "--report", file)
	f, err := os.Open(file)
	if err != nil {
		w.Fatal(err)
	}
	defer f.Close()
	report, err := finding.Read(f)
	if err != nil || len(report.Steps) != 1 || report.Steps[0].Status != finding.Flagged {
		w.Fatalf("got %+v, %v", report.Steps, err)
	}
	return report.Findings
}

// says is whether a finding, or a place that explains it, is that issue.
func says(f finding.Finding, i issue) bool {
	places := []finding.Related{{Location: f.Location, Message: f.Message}}
	for _, related := range append(places, f.Related...) {
		text := i.Text
		for _, lead := range []string{"", ": ", "(related information): "} {
			if rest, ok := strings.CutPrefix(i.Text, strings.TrimPrefix(f.Rule, "lint/")+lead); ok && lead != "" {
				text = rest
			}
		}
		if related.Location.Path == filepath.ToSlash(i.Pos.Filename) && related.Location.Line == i.Pos.Line && related.Message == text {
			return true
		}
	}
	return false
}

func TestEveryIssueOnce(t *testing.T) {
	w := newWorld(t)
	issues := w.issues()
	for _, tiers := range []string{"golangci", "vet,staticcheck,critic,chaincode,golangci", "staticcheck,golangci"} {
		findings := w.findings(tiers)
		t.Logf("%s: %d issues, %d findings", tiers, len(issues), len(findings))
		for _, i := range issues {
			var by []string
			for _, f := range findings {
				if says(f, i) {
					by = append(by, f.Rule)
				}
			}
			same := 0 // as golangci-lint says some things twice
			for _, other := range issues {
				if other.FromLinter == i.FromLinter && other.Text == i.Text && other.Pos.Filename == i.Pos.Filename && other.Pos.Line == i.Pos.Line {
					same++
				}
			}
			if len(by) != same {
				t.Errorf("%s: %s:%d:%d: %s: %s: is %d findings %v, want %d", tiers,
					i.Pos.Filename, i.Pos.Line, i.Pos.Column, i.FromLinter, i.Text, len(by), by, same)
			}
		}
		if tiers != "golangci" {
			continue
		}
		for _, f := range findings {
			if f.Rule != "lint/ignore" && !slices.ContainsFunc(issues, func(i issue) bool { return says(f, i) }) {
				t.Errorf("golangci-lint by itself does not say %s: %s: %s", f.Location, f.Rule, f.Message)
			}
		}
	}
}

// TestTiersStayAsTheyAre: what the tiers find without golangci-lint they find
// with it, as often.
func TestTiersStayAsTheyAre(t *testing.T) {
	w := newWorld(t)
	type saying struct {
		rule, path string
		line       int
		message    string
	}
	count := func(findings []finding.Finding) map[saying]int {
		n := map[saying]int{}
		for _, f := range findings {
			n[saying{f.Rule, f.Location.Path, f.Location.Line, f.Message}]++
		}
		return n
	}
	all := count(w.findings("vet,staticcheck,critic,chaincode,golangci"))
	for f, n := range count(w.findings("vet,staticcheck,critic,chaincode")) {
		if all[f] != n {
			t.Errorf("%s:%d: %s: %s: %d times, want %d", f.path, f.line, f.rule, f.message, all[f], n)
		}
	}
}

// TestLintersAreNotRules: an issue of a linter that we do not have must not
// get a rule of ours.
func TestLintersAreNotRules(t *testing.T) {
	w := newWorld(t)
	out, _ := w.run(w.golangci, "help", "linters", "--json")
	var linters []struct {
		Name   string
		Groups []string
	}
	if err := json.Unmarshal(out, &linters); err != nil || len(linters) < 100 {
		t.Fatalf("got %d linters, %v", len(linters), err)
	}
	rules := map[string]bool{}
	for _, rule := range lint.Action.Rules() {
		rules[rule.ID] = true
	}
	var standard []string
	for _, linter := range linters {
		if rules["lint/"+linter.Name] {
			t.Errorf("%s is a linter and a rule of ours", linter.Name)
		}
		if slices.Contains(linter.Groups, "standard") {
			standard = append(standard, linter.Name)
		}
	}
	if want := []string{"errcheck", "govet", "ineffassign", "staticcheck", "unused"}; !slices.Equal(standard, want) {
		t.Errorf("golangci-lint's standard linters are %q, but init takes them for %q", standard, want)
	}
}

package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestSuiteIsSound(t *testing.T) {
	if err := analysis.Validate(checks.Suite); err != nil {
		t.Fatal(err)
	}
	for _, a := range checks.Suite {
		if !strings.HasPrefix(a.Doc, "reports ") {
			t.Errorf("%s: manual starts %.20q, want what it reports", a.Name, a.Doc)
		}
	}
}

// TestBrokenNeighbour: code that does not type-check stops its own package only.
func TestBrokenNeighbour(t *testing.T) {
	dir := checktest.Dir(t)
	said, failed := analyze(t, dir, "neighbour", "broken")
	for _, want := range []string{
		"neighbour.go:15: error: time.Now reaches PutState at neighbour.go:16 through now",
		"neighbour.go:21: error: map order reaches the response at neighbour.go:24",
		"neighbour.go:28: error: package variable count is written in a transaction and reaches the response at neighbour.go:29",
	} {
		if !strings.Contains(said, want+"\n") {
			t.Errorf("neighbour: no %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "broken.go") || failed != len(checks.Suite) {
		t.Errorf("broken: %d analyzers failed, want %d, in\n%s", failed, len(checks.Suite), said)
	}
}

// TestSameAnswer: same input, same output, byte for byte.
func TestSameAnswer(t *testing.T) {
	dir := checktest.Dir(t)
	for _, check := range []string{"walltime/testdata", "mapiter/testdata", "globalstate/testdata"} {
		copyInto(t, dir, check, filepath.Base(filepath.Dir(check)))
	}
	patterns := []string{"neighbour", "walltime/asset", "mapiter/order", "globalstate/state"}
	first, _ := analyze(t, dir, patterns...)
	if strings.Count(first, "\n") < 50 {
		t.Fatalf("too little to compare:\n%s", first)
	}
	for range 2 {
		if again, _ := analyze(t, dir, patterns...); again != first {
			t.Fatalf("another answer:\n%s\nfirst:\n%s", again, first)
		}
	}
}

// copyInto puts a check's test packages below the folder name, so that they do
// not overwrite each other.
func copyInto(t *testing.T, dir, from, name string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "src", name), os.DirFS(filepath.Join(from, "src"))); err != nil {
		t.Fatal(err)
	}
}

// analyze runs the suite over packages of a GOPATH and returns everything that
// it says, in the order in which it says it, and how many runs failed.
func analyze(t *testing.T, gopath string, patterns ...string) (said string, failed int) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax, Dir: gopath,
		Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOWORK=off"),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(checks.Suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, act := range graph.Roots {
		if act.Err != nil {
			failed++
		}
		for _, d := range act.Diagnostics {
			at := act.Package.Fset.Position(d.Pos)
			fmt.Fprintf(&b, "%s:%d: %s: %s\n", filepath.Base(at.Filename), at.Line, d.Category, d.Message)
			for _, r := range d.Related {
				at := act.Package.Fset.Position(r.Pos)
				fmt.Fprintf(&b, "\t%s:%d: %s\n", filepath.Base(at.Filename), at.Line, r.Message)
			}
		}
	}
	return b.String(), failed
}

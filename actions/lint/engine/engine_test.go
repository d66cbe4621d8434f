package engine_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"
)

// functions reports every function that is declared.
var functions = &analysis.Analyzer{
	Name: "functions", Doc: "reports functions", URL: "https://example.com/functions",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok {
					pass.ReportRangef(f.Name, "func %s", f.Name.Name)
				}
			}
		}
		return nil, nil
	},
}

type marked struct{ By string }

func (*marked) AFact() {}

// marks exports a fact about every function whose name ends in Marked, and
// reports calls of such functions with what the fact says.
var marks = &analysis.Analyzer{
	Name: "marks", Doc: "reports calls of marked functions", FactTypes: []analysis.Fact{(*marked)(nil)},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, obj := range pass.TypesInfo.Defs {
			if f, ok := obj.(*types.Func); ok && strings.HasSuffix(f.Name(), "Marked") {
				pass.ExportObjectFact(f, &marked{By: pass.Pkg.Path()})
			}
		}
		for id, obj := range pass.TypesInfo.Uses {
			var fact marked
			if f, ok := obj.(*types.Func); ok && pass.ImportObjectFact(f, &fact) {
				pass.Reportf(id.Pos(), "%s is marked by %s, among %d", f.Name(), fact.By, len(pass.AllObjectFacts()))
			}
		}
		return nil, nil
	},
}

// analyse runs analyzers on the module in a txtar archive.
func analyse(t *testing.T, archive string, change func(*engine.Request), analyzers ...*analysis.Analyzer) *engine.Result {
	t.Helper()
	req := request(t, archive, analyzers)
	if change != nil {
		change(&req)
	}
	result, err := engine.Run(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func request(t *testing.T, archive string, analyzers []*analysis.Analyzer) engine.Request {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte("-- go.mod --\nmodule m\n\ngo 1.24\n" + archive)).Files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return engine.Request{
		Dir: dir, Env: append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local"),
		Patterns: []string{"./..."}, Tests: true, Analyzers: analyzers,
	}
}

// told are the diagnostics as "file:line:column: message".
func told(result *engine.Result) (lines []string) {
	for _, d := range result.Diagnostics {
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", filepath.Base(d.File), d.Line, d.Column, d.Message))
	}
	return lines
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestFactsCrossPackages(t *testing.T) {
	result := analyse(t, `
-- low/low.go --
package low

func IsMarked() {}

func hiddenMarked() { IsMarked() }
-- mid/mid.go --
package mid

import "m/low"

func IsMarked() { low.IsMarked() }
-- top/top.go --
package top

import "m/mid"

func F() { mid.IsMarked() }
`, func(req *engine.Request) { req.Patterns = []string{"./top", "./low"} }, marks)
	// hiddenMarked is nobody's business but low's, and what mid does with
	// low is not mentioned in what mid declares.
	want(t, told(result),
		"low.go:5:23: IsMarked is marked by m/low, among 2",
		"top.go:5:16: IsMarked is marked by m/mid, among 1")
	if result.Packages != 2 {
		t.Errorf("got %d packages, want 2", result.Packages)
	}
}

// A package with tests is analysed once, and so is one that its own tests
// lead back to.
func TestTestsBelongToTheirPackage(t *testing.T) {
	archive := `
-- a/a.go --
package a

func A() {}
-- a/a_test.go --
package a

import "m/b"

func helper() { b.B() }
-- a/x_test.go --
package a_test

import (
	"m/a"
	"m/user"
)

func outside() { a.A(); user.U() }
-- b/b.go --
package b

func B() {}
-- b/b_test.go --
package b

import "m/user"

func inside() { user.U() }
-- user/user.go --
package user

import "m/a"

func U() { a.A() }
`
	result := analyse(t, archive, nil, functions)
	want(t, told(result), "a.go:3:6: func A", "a_test.go:5:6: func helper", "x_test.go:8:6: func outside",
		"b.go:3:6: func B", "b_test.go:5:6: func inside", "user.go:5:6: func U")
	result = analyse(t, archive, func(req *engine.Request) { req.Tests = false }, functions)
	want(t, told(result), "a.go:3:6: func A", "b.go:3:6: func B", "user.go:5:6: func U")
}

func TestBrokenTestsLeaveThePackage(t *testing.T) {
	result := analyse(t, `
-- a/a.go --
package a

func A() {}
-- a/a_test.go --
package a

var x = y
`, nil, functions)
	want(t, told(result), "a.go:3:6: func A")
	want(t, result.Skipped, "m/a (tests)")
	if len(result.Problems) != 1 || !result.Problems[0].Compile || result.Problems[0].Message != "undefined: y" {
		t.Errorf("got problems %+v", result.Problems)
	}
}

// An analyzer that fails, in whatever way, takes nothing else with it, and
// never reads as a pass.
func TestFailingAnalyzers(t *testing.T) {
	panics := &analysis.Analyzer{Name: "panics", Doc: "d", Run: func(*analysis.Pass) (any, error) { panic("on purpose") }}
	fails := &analysis.Analyzer{
		Name: "fails", Doc: "d", ResultType: reflect.TypeFor[int](),
		Run: func(*analysis.Pass) (any, error) { return nil, errors.New("no luck") },
	}
	needs := &analysis.Analyzer{Name: "needs", Doc: "d", Requires: []*analysis.Analyzer{fails}, Run: functions.Run}
	result := analyse(t, "-- a.go --\npackage a\n\nfunc A() {}\n", nil, panics, needs, fails, functions)
	want(t, told(result), "a.go:3:6: func A")
	want(t, result.Skipped, "m")
	var messages []string
	for _, p := range result.Problems {
		message, _, _ := strings.Cut(p.Message, "\n")
		messages = append(messages, fmt.Sprint(message, " ", p.Compile))
	}
	want(t, messages, "fails: no luck false", "panics panicked: on purpose false")
}

// A //line directive to a Go file is followed, one to a grammar is not, and
// no edit is offered where a person sees another file.
func TestPlaces(t *testing.T) {
	fixes := &analysis.Analyzer{Name: "fixes", Doc: "d", Run: func(pass *analysis.Pass) (any, error) {
		for _, decl := range pass.Files[0].Decls {
			pass.Report(analysis.Diagnostic{Pos: decl.Pos(), End: decl.End(), Message: "m", SuggestedFixes: []analysis.SuggestedFix{{
				Message: "drop", TextEdits: []analysis.TextEdit{{Pos: decl.Pos(), End: decl.End()}},
			}}})
		}
		return nil, nil
	}}
	result := analyse(t, "-- a.go --\npackage a\n\nfunc A() {\n}\n\n//line b.y:70\nfunc B() {}\n\n//line c.go:80:3\nfunc C() {}\n", nil, fixes)
	var got []string
	for _, d := range result.Diagnostics {
		got = append(got, fmt.Sprintf("%s:%d:%d-%d:%d %d", filepath.Base(d.File), d.Line, d.Column, d.EndLine, d.EndColumn, len(d.Fixes)))
	}
	want(t, got, "a.go:3:1-4:2 1", "a.go:7:1-7:12 0", "c.go:80:3-80:14 0")
}

func TestSameEachTime(t *testing.T) {
	var archive strings.Builder
	for i := range 12 {
		fmt.Fprintf(&archive, "-- p%d/p.go --\npackage p\n\nfunc F%d() {}\n\nvar x string = %d\n", i, i, i%2)
		fmt.Fprintf(&archive, "-- q%d/q.go --\npackage q\n\nfunc G%d() {}\n", i, i)
	}
	req := request(t, archive.String(), []*analysis.Analyzer{functions, marks})
	first, err := engine.Run(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := engine.Run(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first, again) {
			t.Fatalf("got\n%+v\nwant\n%+v", again, first)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	req := request(t, "-- a.go --\npackage a\n", []*analysis.Analyzer{functions})
	req.Progress = func(int, int) { cancel() }
	if _, err := engine.Run(ctx, req); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestTooNew(t *testing.T) {
	_, err := engine.Run(t.Context(), request(t, "-- go.mod --\nmodule m\n\ngo 1.99.2\n-- a.go --\npackage a\n", nil))
	if action.ExitOf(err) != action.ExitNotAnalysed {
		t.Fatalf("got %v", err)
	}
	if got, want := err.Error(), "cannot analyse: built with "+runtime.Version()+", project needs go1.99.2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

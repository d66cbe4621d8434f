package engine_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/store"
	"golang.org/x/tools/go/analysis"
)

// kept runs analyzers again and again on one module, with one store.
type kept struct {
	t   *testing.T
	req engine.Request

	mu  sync.Mutex
	ran []string
}

// keep makes a module in which main imports mid imports low.
func keep(t *testing.T, archive string, analyzers ...*analysis.Analyzer) *kept {
	k := &kept{t: t}
	count := &analysis.Analyzer{Name: "count", Doc: "d", Run: func(pass *analysis.Pass) (any, error) {
		name := pass.Pkg.Path()
		for _, file := range pass.Files {
			if strings.HasSuffix(pass.Fset.File(file.Pos()).Name(), "_test.go") && !strings.HasSuffix(name, "_test") {
				name += "+tests"
				break
			}
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		k.ran = append(k.ran, name)
		return nil, nil
	}}
	k.req = request(t, archive, append(analyzers, count))
	k.req.Store = store.Open(t.TempDir())
	return k
}

// run gives the result and the packages that were analysed for it, and holds
// the result against that of a run that knows nothing.
func (k *kept) run() (*engine.Result, []string) {
	k.t.Helper()
	k.ran = nil
	result, err := engine.Run(k.t.Context(), k.req)
	if err != nil {
		k.t.Fatal(err)
	}
	ran := slices.Sorted(slices.Values(k.ran))
	fresh := k.req
	fresh.Store = nil
	again, err := engine.Run(k.t.Context(), fresh)
	if err != nil {
		k.t.Fatal(err)
	}
	if !reflect.DeepEqual(result, again) {
		k.t.Errorf("knowing the past:\n%+v\nknowing nothing:\n%+v", result, again)
	}
	return result, ran
}

func (k *kept) write(name, text string) {
	k.t.Helper()
	path := filepath.Join(k.req.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		k.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kept) remove(name string) {
	k.t.Helper()
	if err := os.Remove(filepath.Join(k.req.Dir, name)); err != nil {
		k.t.Fatal(err)
	}
}

const (
	low  = "package low\n\nfunc IsMarked() {}\n\ntype T struct{}\n"
	mid  = "package mid\n\nimport \"m/low\"\n\nfunc F() { low.IsMarked() }\n\nfunc G() (t low.T) { return }\n"
	top  = "package top\n\nimport \"m/mid\"\n\nfunc F() { mid.F() }\n\nvar X = mid.G()\n"
	side = "package side\n\nimport \"m/low\"\n\nfunc F() { low.IsMarked() }\n"
)

const chain = "-- low/low.go --\n" + low + "-- mid/mid.go --\n" + mid + "-- top/top.go --\n" + top + "-- side/side.go --\n" + side

// TestOnlyWhatChanged edits a module step by step, and says which packages
// have to be analysed after each.
func TestOnlyWhatChanged(t *testing.T) {
	k := keep(t, chain, marks)
	for _, step := range []struct {
		name string
		edit func()
		want []string
	}{
		{"first", func() {}, []string{"m/low", "m/mid", "m/side", "m/top"}},
		{"nothing", func() {}, nil},
		{"the same again", func() { k.write("low/low.go", low) }, nil},
		{"a body", func() { k.write("low/low.go", strings.Replace(low, "{}\n", "{ _ = 1 }\n", 1)) }, []string{"m/low"}},
		{"a body back", func() { k.write("low/low.go", low) }, nil},
		{"a line more", func() { k.write("low/low.go", strings.Replace(low, "\n", "\n\n", 1)) }, []string{"m/low"}},
		{"a fact", func() { k.write("low/low.go", strings.Replace(low, "type T", "func AlsoMarked() {}\n\ntype T", 1)) },
			[]string{"m/low", "m/mid", "m/side", "m/top"}},
		{"an API, seen by some", func() { k.write("mid/mid.go", mid+"\nfunc H() {}\n") }, []string{"m/mid", "m/top"}},
		{"an API below, mentioned above", func() { k.write("low/low.go", low+"\nfunc (T) M() {}\n") },
			[]string{"m/low", "m/mid", "m/side", "m/top"}},
		{"tests", func() { k.write("low/low_test.go", "package low\n\nfunc TestMarked() {}\n") }, []string{"m/low+tests"}},
		{"external tests", func() { k.write("low/x_test.go", "package low_test\n\nimport \"m/low\"\n\nvar _ = low.TestMarked\n") },
			[]string{"m/low+tests", "m/low_test"}}, // whose API with tests nobody needed before
		{"external tests again", func() { k.write("low/x_test.go", "package low_test\n\nimport \"m/low\"\n\nvar x = low.TestMarked\n") }, []string{"m/low_test"}},
		{"a body, with tests", func() { k.write("low/low.go", low+"\nfunc (T) M() { _ = 1 }\n") }, []string{"m/low+tests"}},
		{"an export for tests", func() { k.write("low/low_test.go", "package low\n\nfunc TestMarked() {}\n\nvar X int\n") },
			[]string{"m/low+tests", "m/low_test"}},
		{"an import", func() { k.write("side/side.go", "package side\n\nimport \"m/mid\"\n\nfunc F() { mid.F() }\n") }, []string{"m/side"}},
		{"a file more", func() { k.write("side/more.go", "package side\n") }, []string{"m/side"}},
		{"a file less", func() { k.remove("side/more.go") }, nil},
		{"a package more", func() { k.write("new/new.go", "package new\n") }, []string{"m/new"}},
		{"a package less", func() { k.remove("new/new.go") }, nil},
		{"what does not compile", func() { k.write("mid/mid.go", mid+"\nvar x int = \"\"\n") }, nil},
		{"and still does not", func() {}, nil},
		{"mended", func() { k.write("mid/mid.go", mid+"\nfunc H() {}\n") }, nil},
		{"the language", func() { k.write("go.mod", "module m\n\ngo 1.25\n") },
			[]string{"m/low+tests", "m/low_test", "m/mid", "m/side", "m/top"}},
	} {
		step.edit()
		_, ran := k.run()
		if !slices.Equal(ran, step.want) {
			t.Errorf("%s: analysed %q, want %q", step.name, ran, step.want)
		}
	}
}

// A run on unchanged files needs no go command.
func TestUnchangedAsksNobody(t *testing.T) {
	k := keep(t, chain, functions)
	k.run()
	asked := k.req
	asked.Env = append(slices.Clone(k.req.Env), "GOCACHE=off") // with which the go command does nothing
	if result, err := engine.Run(t.Context(), asked); err != nil || len(result.Diagnostics) != 5 {
		t.Errorf("got %+v, %v", result, err)
	}
	k.write("low/low.go", low+"\nfunc More() {}\n")
	if result, err := engine.Run(t.Context(), asked); err != nil || len(result.Diagnostics) != 6 {
		t.Errorf("other contents: got %+v, %v", result, err)
	}
	k.write("low/more.go", "package low\n")
	if _, err := engine.Run(t.Context(), asked); action.ExitOf(err) != action.ExitEnvironment {
		t.Errorf("other files: got %v, want the go command's refusal", err)
	}
}

// What tests and external tests see of a package is not what others see.
func TestExternalTestsSeeTests(t *testing.T) {
	k := keep(t, `
-- a/a.go --
package a

type T struct{ X int }
-- a/a_test.go --
package a

import "m/low"

func (T) Marked() {}

func New() T { low.IsMarked(); return T{} }
-- a/x_test.go --
package a_test

import (
	"m/a"
	"m/user"
)

func use() { user.Take(a.New()); a.New().Marked(); user.Same().Marked() }
-- user/user.go --
package user

import "m/a"

func Take(a.T) {}

func Same() a.T { return a.T{} }
-- low/low.go --
package low

func IsMarked() {}
`, marks)
	result, _ := k.run()
	if len(result.Problems) > 0 {
		t.Errorf("got problems %+v", result.Problems)
	}
	want(t, told(result), "a_test.go:7:20: IsMarked is marked by m/low, among 2",
		"x_test.go:8:42: Marked is marked by m/a, among 1", "x_test.go:8:64: Marked is marked by m/a, among 1")
}

// Tests that lead back to their own package make no cycle.
func TestCycleThroughTests(t *testing.T) {
	k := keep(t, `
-- a/a.go --
package a

func IsMarked() {}
-- a/x_test.go --
package a

import "m/helper"

func use() { helper.F() }
-- b/b.go --
package b

import "m/a"

func F() { a.IsMarked() }
-- b/b_test.go --
package b

import "m/helper"

func use() { helper.F() }
-- helper/helper.go --
package helper

func F() {}
-- helper/h_test.go --
package helper

import "m/b"

func use() { b.F() }
`, marks, functions)
	result, _ := k.run()
	if len(result.Problems) > 0 || result.Packages != 3 {
		t.Errorf("got %d packages, problems %+v", result.Packages, result.Problems)
	}
	k.write("helper/helper.go", "package helper\n\nfunc F() {}\n\nfunc AlsoMarked() {}\n")
	k.run()
}

package critic

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-critic/go-critic/checkers/rulesdata"
	"github.com/tallystick/tallystick/actions/lint/tier"
	"golang.org/x/tools/go/analysis"
)

// Rules of a later go-critic may name types that goroot.go does not have.
func TestEveryRuleLoads(t *testing.T) {
	t.Setenv("GOROOT", "/nowhere")
	t.Setenv("PATH", "/nowhere") // no go command to ask
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		if _, err := engine(group.Name)(); err != nil {
			t.Errorf("%s: %v", group.Name, err)
		}
	}
}

const mistakes = `package p

import (
	"fmt"
	"io"
)

type named struct{ name string }

func (n named) String() string { return n.name }

func F(N int, w io.Writer, n named) string {
	x := N
	x = x + N
	if len(n.name) >= 0 {
		w.Write([]byte(fmt.Sprintf("%d", x)))
	}
	return fmt.Sprint(n)
}
`

// pass is over a package of its own of which nothing is shared.
func pass(t testing.TB) analysis.Pass {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.go") // rules read the text there
	if err := os.WriteFile(path, []byte(mistakes), 0o600); err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
	}
	config := types.Config{Importer: fakes{}}
	pkg, err := config.Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.Pass{
		Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, TypesSizes: types.SizesFor("gc", "amd64"),
	}
}

// fakes imports as much of the standard library as the mistakes need.
type fakes struct{}

func (fakes) Import(path string) (*types.Package, error) {
	text := map[string]string{
		"fmt": "package fmt; func Sprint(...any) string; func Sprintf(string, ...any) string",
		"io":  "package io; type Writer interface { Write([]byte) (int, error) }",
	}[path]
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, 0)
	if err != nil {
		return nil, err
	}
	return new(types.Config).Check(path, fset, []*ast.File{file}, nil)
}

// said runs checks on a package.
func said(t testing.TB, pass analysis.Pass, checks []tier.Check) (lines []string) {
	for _, c := range checks {
		pass := pass
		pass.Analyzer, pass.ResultOf = c.Analyzer, map[*analysis.Analyzer]any{}
		pass.Report = func(d analysis.Diagnostic) {
			lines = append(lines, fmt.Sprintf("%d: %s: %s", pass.Fset.Position(d.Pos).Line, c.Name, d.Message))
		}
		for _, required := range c.Requires {
			result, err := required.Run(&pass)
			if err != nil {
				t.Error(err)
				return nil
			}
			pass.ResultOf[required] = result
		}
		if _, err := c.Run(&pass); err != nil {
			t.Error(err)
			return nil
		}
	}
	return lines
}

// Packages are analysed side by side, and as one after the other.
func TestSideBySide(t *testing.T) {
	all := checks()
	passes := make([]analysis.Pass, 8)
	for i := range passes {
		passes[i] = pass(t)
	}
	want := said(t, passes[0], all)
	for _, name := range []string{"captLocal", "assignOp", "sloppyLen", "redundantSprint", "preferFprint", "hugeParam"} {
		found := strings.Contains(strings.Join(want, "\n"), ": "+name+": ")
		if found == (name == "hugeParam") {
			t.Errorf("%s: found %v in %q", name, found, want)
		}
	}
	var group sync.WaitGroup
	for _, p := range passes {
		group.Go(func() {
			if got := said(t, p, all); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	group.Wait()
}

// Parameters are those of one check, not of the process.
func TestParametersStayWithTheirCheck(t *testing.T) {
	p := pass(t)
	hugeParam := func() tier.Check {
		list := checks()
		return list[slices.IndexFunc(list, func(c tier.Check) bool { return c.Name == "hugeParam" })]
	}
	plain := hugeParam()
	small := hugeParam().Set(map[string]string{"sizeThreshold": "16"})
	same := hugeParam().Set(map[string]string{"sizeThreshold": "80"})
	if small.Settings == "" || same.Settings != "" || small.Name != plain.Name {
		t.Errorf("identity: got %q and %q", small.Settings, same.Settings)
	}
	for _, test := range []struct {
		check tier.Check
		want  int
	}{{plain, 0}, {small, 2}, {plain, 0}, {same, 0}} {
		if got := said(t, p, []tier.Check{test.check}); len(got) != test.want {
			t.Errorf("with %q: got %q, want %d", test.check.Settings, got, test.want)
		}
	}
}

func BenchmarkLoadingDefaultRules(b *testing.B) {
	var names []string
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		if byDefault(group.DocTags) {
			names = append(names, group.Name)
		}
	}
	for b.Loop() {
		if _, err := engine(names...)(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDefaultCheckers(b *testing.B) {
	list := slices.DeleteFunc(checks(), func(c tier.Check) bool { return c.Off })
	p := pass(b)
	for b.Loop() {
		said(b, p, list)
	}
}

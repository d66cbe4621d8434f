package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// The budgets of the plan: what is over them is looked at again.
const (
	maxFileLines     = 300
	maxFunctionLines = 60 // 95th percentile
)

func TestBudgets(t *testing.T) {
	var functions []int
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			where := rel(p.ImportPath) + "/" + name
			if lines := fset.Position(file.FileEnd).Line; lines > maxFileLines {
				t.Errorf("%s has %d lines, want %d at most: is it still one thought?", where, lines, maxFileLines)
			}
			for _, decl := range file.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if fn.Name.Name == "init" && fn.Recv == nil && where != "golangci/golangci.go" { // see there
					t.Errorf("%s has an init function: registries are explicit lists", where)
				}
				functions = append(functions, fset.Position(fn.End()).Line-fset.Position(fn.Pos()).Line+1)
			}
		}
	}
	slices.Sort(functions)
	if p95 := functions[len(functions)*95/100]; p95 > maxFunctionLines {
		t.Errorf("the 95th percentile of function lengths is %d lines, want %d at most", p95, maxFunctionLines)
	}
}

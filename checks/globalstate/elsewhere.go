package globalstate

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// mutates is the fact of a function that writes package variables: what is no
// business of the ledger's, and lasts longer than a transaction.
type mutates struct{ Vars []mutated }

type mutated struct{ Name, Place string }

// AFact marks a fact for go/analysis.
func (*mutates) AFact() {}

func (m *mutates) String() string { return "writes " + m.Vars[0].Name }

// writers finds the functions of a package that write its variables. It looks
// at the syntax, so that packages without chaincode cost little.
type writers struct {
	pass  *analysis.Pass
	own   map[*types.Func][]mutated
	calls map[*types.Func][]*types.Func
	order []*types.Func

	carriers fabric.Carriers
}

// publish makes known which functions write variables, in the modules that are
// looked at: what others do for themselves, such as a cache, is their matter.
func publish(pass *analysis.Pass) {
	if pass.Module != nil && pass.Module.Version != "" || pass.Pkg.Name() == "main" || flow.Standard(pass.Pkg.Path()) {
		return
	}
	w := &writers{pass: pass, own: map[*types.Func][]mutated{}, calls: map[*types.Func][]*types.Func{}}
	for _, file := range pass.Files {
		if strings.HasSuffix(pass.Fset.File(file.FileStart).Name(), "_test.go") {
			continue
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			obj, isFunc := pass.TypesInfo.Defs[declName(decl)].(*types.Func)
			if ok && isFunc && fn.Body != nil && fn.Name.Name != "init" {
				w.order = append(w.order, obj)
				w.look(obj, fn.Body)
			}
		}
	}
	for _, fn := range w.order {
		if !fn.Exported() || w.handed(fn) {
			continue
		}
		if vars := w.reach(fn); len(vars) > 0 {
			pass.ExportObjectFact(fn, &mutates{vars})
		}
	}
}

// handed says whether fn gets the stub: it is told of in its own package.
func (w *writers) handed(fn *types.Func) bool {
	for param := range fn.Signature().Params().Variables() {
		if w.carriers.Carries(param.Type()) {
			return true
		}
	}
	return false
}

func declName(decl ast.Decl) *ast.Ident {
	if fn, ok := decl.(*ast.FuncDecl); ok {
		return fn.Name
	}
	return nil
}

// look notes what a function writes and calls. What sync.Once runs is set-up.
func (w *writers) look(fn *types.Func, body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, lhs := range n.Lhs {
					w.wrote(fn, lhs)
				}
			}
		case *ast.IncDecStmt:
			w.wrote(fn, n.X)
		case *ast.CallExpr:
			callee, _ := typeutil.Callee(w.pass.TypesInfo, n).(*types.Func)
			if callee == nil {
				if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (id.Name == "delete" || id.Name == "clear") {
					w.wrote(fn, n.Args[0])
				}
				return true
			}
			if callee.Pkg() != nil && callee.Pkg().Path() == "sync" && callee.Name() == "Do" {
				return false
			}
			if callee.Pkg() == w.pass.Pkg {
				w.calls[fn] = append(w.calls[fn], callee.Origin())
			}
		}
		return true
	})
}

// wrote notes the package variable that lhs is a part of, if it is.
func (w *writers) wrote(fn *types.Func, lhs ast.Expr) {
	for {
		switch e := lhs.(type) {
		case *ast.ParenExpr:
			lhs = e.X
		case *ast.SelectorExpr:
			lhs = e.X
		case *ast.IndexExpr:
			lhs = e.X
		case *ast.StarExpr:
			lhs = e.X
		case *ast.Ident:
			v, ok := w.pass.TypesInfo.Uses[e].(*types.Var)
			if ok && v.Parent() == w.pass.Pkg.Scope() && !harmless(v.Type()) {
				at := w.pass.Fset.Position(lhs.Pos())
				w.own[fn] = append(w.own[fn], mutated{
					w.pass.Pkg.Name() + "." + v.Name(), fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line),
				})
			}
			return
		default:
			return
		}
	}
}

// reach are the variables that fn writes, by whatever function of its package.
func (w *writers) reach(fn *types.Func) (vars []mutated) {
	seen := map[*types.Func]bool{fn: true}
	queue := []*types.Func{fn}
	for i := 0; i < len(queue); i++ {
		for _, v := range w.own[queue[i]] {
			if !slices.ContainsFunc(vars, func(old mutated) bool { return old.Name == v.Name }) {
				vars = append(vars, v)
			}
		}
		for _, next := range w.calls[queue[i]] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return vars
}

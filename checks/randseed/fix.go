package randseed

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// name is the variable that the fix introduces.
const name = "rng"

// fix gives the transaction a source of its own. It is sure where the seed and
// everything in the package that draws from the global source stand in one
// block, the seed first: then nobody else saw what was seeded.
func fix(pass *analysis.Pass, seed *ssa.Call) []analysis.SuggestedFix {
	f := fixer{pass: pass}
	for _, file := range pass.Files {
		if file.FileStart <= seed.Pos() && seed.Pos() < file.FileEnd {
			ast.Inspect(file, func(n ast.Node) bool { return f.find(n, seed.Pos()) })
		}
	}
	if f.call == nil || f.taken() {
		return nil
	}
	fun, ok := f.call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	pkg, ok := fun.X.(*ast.Ident)
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{
		{Pos: f.call.Pos(), End: f.call.Lparen, NewText: []byte(name + " := " + pkg.Name + ".New(" + pkg.Name + ".NewSource")},
		{Pos: f.call.End(), End: f.call.End(), NewText: []byte(")")},
	}
	draws, ok := f.draws(fun.Sel)
	if !ok || len(draws) == 0 {
		return nil
	}
	for _, x := range draws {
		edits = append(edits, analysis.TextEdit{Pos: x.Pos(), End: x.End(), NewText: []byte(name)})
	}
	return []analysis.SuggestedFix{{Message: "draw from a source of its own", TextEdits: edits}}
}

type fixer struct {
	pass  *analysis.Pass
	call  *ast.CallExpr
	block *ast.BlockStmt
	// lits are the function literals in the block, whose calls may come at
	// any time.
	lits []*ast.FuncLit
}

// find notes the call with this parenthesis, and the block whose statement it is.
func (f *fixer) find(n ast.Node, lparen token.Pos) bool {
	block, ok := n.(*ast.BlockStmt)
	if !ok {
		return n != nil && n.Pos() <= lparen && lparen < n.End()
	}
	for _, stmt := range block.List {
		if e, ok := stmt.(*ast.ExprStmt); ok {
			if call, ok := e.X.(*ast.CallExpr); ok && call.Lparen == lparen {
				f.call, f.block = call, block
			}
		}
	}
	return f.call == nil
}

// taken says whether the name means something already where it would be used.
func (f *fixer) taken() bool {
	found := false
	ast.Inspect(f.block, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || n.Name == name
		case *ast.FuncLit:
			f.lits = append(f.lits, n)
		}
		return !found
	})
	return found || f.pass.Pkg.Scope().Lookup(name) != nil
}

// draws are the names of the package in front of its functions in the block;
// false where the package draws elsewhere, too, or seeds again.
func (f *fixer) draws(seed *ast.Ident) (list []ast.Expr, ok bool) {
	uses := 0
	for id, obj := range f.pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if ok && id != seed && fn.Pkg() != nil && fn.Pkg().Path() == "math/rand" && fn.Signature().Recv() == nil && (draw[fn.Name()] || fn.Name() == "Seed") {
			uses++
		}
	}
	ast.Inspect(f.block, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || call.Pos() < f.call.End() {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		fn, ok := f.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
		if ok && fn.Pkg() != nil && fn.Pkg().Path() == "math/rand" && fn.Signature().Recv() == nil && draw[fn.Name()] && !f.inLit(call.Pos()) {
			list = append(list, sel.X)
		}
		return true
	})
	return list, len(list) == uses
}

func (f *fixer) inLit(pos token.Pos) bool {
	for _, lit := range f.lits {
		if lit.Pos() <= pos && pos < lit.End() {
			return true
		}
	}
	return false
}

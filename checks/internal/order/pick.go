package order

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// first notes what a range over a map does with the entry that comes first:
// returns it, or keeps it behind the loop. Only loops that always end in their
// first round count; what another condition chooses may be the one entry that
// meets it.
func (b *body) first(loop *ast.RangeStmt) {
	entry := map[types.Object]bool{}
	for _, e := range []ast.Expr{loop.Key, loop.Value} {
		if e == nil || e == loop.Key && isSlice(b.pass.TypesInfo.TypeOf(loop.X)) {
			continue
		}
		if obj := b.object(e); obj != nil {
			entry[obj] = true
		}
	}
	for _, stmt := range loop.Body.List {
		switch stmt := stmt.(type) {
		case *ast.AssignStmt:
			for i, lhs := range stmt.Lhs {
				rhs := stmt.Rhs[min(i, len(stmt.Rhs)-1)]
				if obj := b.object(lhs); obj != nil && b.mentions(rhs, entry) {
					entry[obj] = true
				}
			}
		case *ast.ExprStmt:
		case *ast.ReturnStmt:
			for i, result := range stmt.Results {
				if b.mentions(result, entry) {
					b.picks = append(b.picks, i)
				}
			}
			return
		case *ast.BranchStmt:
			if stmt.Tok == token.BREAK && stmt.Label == nil {
				for obj := range entry {
					b.picked[obj] = loop.End()
				}
			}
			return
		default:
			return
		}
	}
}

// mentions says whether e is computed from one of the variables.
func (b *body) mentions(e ast.Expr, vars map[types.Object]bool) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || vars[b.pass.TypesInfo.ObjectOf(id)]
		}
		return !found
	})
	return found
}

// taken says whether e is the entry that came first.
func (b *body) taken(e ast.Expr) bool {
	if obj := b.object(e); obj != nil {
		return b.picked[obj].IsValid()
	}
	if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		obj := b.object(index.X)
		return b.value(index.Index, 0) && (obj != nil && b.ordered[obj] && !b.sorted[obj] || obj == nil && b.comes(index.X))
	}
	fn, _ := b.callee(e)
	if fn == nil {
		return false
	}
	o := b.ofOther(fn)
	return o != nil && len(o.Picks) > 0 && o.Picks[0] == 0
}

// value says whether e is the constant n.
func (b *body) value(e ast.Expr, n int64) bool {
	v := b.pass.TypesInfo.Types[e].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	got, exact := constant.Int64Val(v)
	return exact && got == n
}

// reassigned notes that the variable holds the entry that came first, or no
// longer does.
func (b *body) reassigned(obj types.Object, assign *ast.AssignStmt, rhs ast.Expr) {
	switch end, known := b.picked[obj]; {
	case b.taken(rhs):
		b.picked[obj] = assign.End()
	case known && assign.Pos() >= end:
		delete(b.picked, obj)
	}
}

// measured says whether the function looks at a length for more than whether
// there is anything: with one entry there is no order.
func (b *body) measured(d *ast.FuncDecl) bool {
	empty := map[ast.Expr]bool{}
	found := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if b.value(n.Y, 0) {
				empty[n.X] = true
			}
			if b.value(n.X, 0) {
				empty[n.Y] = true
			}
		case *ast.CallExpr:
			found = found || b.measures(n) && !empty[n]
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "make" {
				return false
			}
		}
		return !found
	})
	return found
}

// measures says whether the call is len, or a method by which a collection says
// how many it holds.
func (b *body) measures(call *ast.CallExpr) bool {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name == "len"
	case *ast.SelectorExpr:
		return slices.Contains([]string{"Len", "Size", "Count", "Length", "Cardinality"}, fun.Sel.Name)
	}
	return false
}

// choices are the results of fn that are the entry that came first. Neither an
// answer of yes or no nor an error is one.
func (b *body) choices(fn *types.Func, d *ast.FuncDecl) (list []int) {
	for _, results := range b.returns {
		for i, result := range results {
			if b.taken(result) {
				b.picks = append(b.picks, i)
			}
		}
	}
	if len(b.picks) == 0 || b.measured(d) {
		return nil
	}
	for _, i := range b.picks {
		if i >= fn.Signature().Results().Len() {
			continue
		}
		t := fn.Signature().Results().At(i).Type()
		basic, ok := t.Underlying().(*types.Basic)
		if !isError(t) && !(ok && basic.Info()&types.IsBoolean != 0) {
			list = append(list, i)
		}
	}
	return list
}

// single says whether the caller has looked at the length of what it hands
// over.
func single(call *ssa.Call) bool {
	for _, arg := range call.Common().Args {
		if convert, ok := arg.(*ssa.ChangeType); ok {
			arg = convert.X
		}
		if refs := arg.Referrers(); refs != nil && slices.ContainsFunc(*refs, lengthOf) {
			return true
		}
	}
	return false
}

// lengthOf says whether instr takes a length that is compared with more than
// zero.
func lengthOf(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Common().Value.(*ssa.Builtin)
	return ok && b.Name() == "len" && slices.ContainsFunc(*call.Referrers(), func(use ssa.Instruction) bool {
		cmp, ok := use.(*ssa.BinOp)
		return ok && !zero(cmp.X) && !zero(cmp.Y)
	})
}

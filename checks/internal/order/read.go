package order

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
)

// reader reads functions for what they do to orders.
type reader struct {
	pass  *analysis.Pass
	known map[*types.Func]*Ordering
	order []*types.Func
}

// body is one function that is read.
type body struct {
	*reader
	// ordered are the variables that are built in map order, sorted those that
	// are sorted somewhere.
	ordered, sorted map[types.Object]bool
	// picked are the variables that hold a map's first entry, from where on;
	// picks the results that loops return it as.
	picked  map[types.Object]token.Pos
	picks   []int
	returns [][]ast.Expr
}

func (r *reader) declared(d *ast.FuncDecl) {
	fn, ok := r.pass.TypesInfo.Defs[d.Name].(*types.Func)
	if !ok {
		return
	}
	b := &body{reader: r, ordered: map[types.Object]bool{}, sorted: map[types.Object]bool{}, picked: map[types.Object]token.Pos{}}
	var named []ast.Expr
	if d.Type.Results != nil {
		for _, field := range d.Type.Results.List {
			for _, name := range field.Names {
				named = append(named, name)
			}
		}
	}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.RangeStmt:
			b.ranged(n)
		case *ast.AssignStmt:
			b.assigned(n)
		case *ast.CallExpr:
			b.called(n)
		case *ast.ReturnStmt:
			if len(n.Results) == 0 {
				b.returns = append(b.returns, named)
			} else {
				b.returns = append(b.returns, n.Results)
			}
		}
		return true
	})
	r.keep(fn, b.ordering(fn, d))
}

func (b *body) ordering(fn *types.Func, d *ast.FuncDecl) *Ordering {
	at := b.pass.Fset.Position(d.Pos())
	o := &Ordering{At: fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line), Picks: b.choices(fn, d)}
	for i := range fn.Signature().Params().Len() {
		if b.sorted[fn.Signature().Params().At(i)] {
			o.Sorts = append(o.Sorts, i)
		}
	}
	for _, results := range b.returns {
		for i, result := range results {
			obj := b.object(result)
			switch {
			case obj != nil && b.sorted[obj], b.sorts(result):
				o.Sorted = append(o.Sorted, i)
			case obj != nil && b.ordered[obj], obj == nil && b.comes(result):
				o.Comes = append(o.Comes, i)
			}
		}
	}
	return o
}

// object is the variable that e is, or nil.
func (b *body) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := b.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok {
		return nil
	}
	return v
}

// ranged notes the slices that a range over a map appends to.
func (b *body) ranged(loop *ast.RangeStmt) {
	if !isMap(b.pass.TypesInfo.TypeOf(loop.X)) && !b.comes(loop.X) {
		return
	}
	b.first(loop)
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, lhs := range assign.Lhs {
			target := b.object(lhs)
			if index, ok := lhs.(*ast.IndexExpr); ok && !b.isKey(index.Index, loop) && isSlice(b.pass.TypesInfo.TypeOf(index.X)) {
				target = b.object(index.X)
			} else if !b.appends(assign.Rhs[i], target) {
				continue
			}
			if target != nil && (target.Pos() < loop.Pos() || target.Pos() > loop.End()) {
				b.ordered[target] = true
			}
		}
		return true
	})
}

// isKey says whether e names an entry of the map.
func (b *body) isKey(e ast.Expr, loop *ast.RangeStmt) bool {
	obj := b.object(e)
	return obj == nil || loop.Key != nil && obj == b.object(loop.Key) || loop.Value != nil && obj == b.object(loop.Value)
}

func (b *body) appends(e ast.Expr, target types.Object) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || target == nil {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "append" && b.object(call.Args[0]) == target
}

// assigned notes what a call returns in map order, or chose by it.
func (b *body) assigned(assign *ast.AssignStmt) {
	for i, rhs := range assign.Rhs {
		if obj := b.object(assign.Lhs[i]); obj != nil {
			if len(assign.Lhs) == len(assign.Rhs) && b.comes(rhs) {
				b.ordered[obj] = true
			}
			b.reassigned(obj, assign, rhs)
		}
	}
}

// comes says whether e is a call that returns a slice in map order.
func (b *body) comes(e ast.Expr) bool {
	fn, args := b.callee(e)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if lists(fn.Pkg().Path(), fn.Name()) {
		return true
	}
	if (fn.Pkg().Path() == "slices" || fn.Pkg().Path() == "golang.org/x/exp/slices") && fn.Name() == "Collect" && len(args) == 1 {
		return b.comes(args[0])
	}
	o := b.ofOther(fn)
	return o != nil && len(o.Comes) > 0 && o.Comes[0] == 0
}

func (b *body) callee(e ast.Expr) (*types.Func, []ast.Expr) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	fn, _ := typeutil.Callee(b.pass.TypesInfo, call).(*types.Func)
	return fn, call.Args
}

func (b *body) ofOther(fn *types.Func) *Ordering {
	fn = fn.Origin()
	if o := b.known[fn]; o != nil || fn.Pkg() == b.pass.Pkg {
		return o
	}
	o := new(Ordering)
	if b.pass.ImportObjectFact(fn, o) {
		return o
	}
	return nil
}

// sorts says whether e is a call that returns something sorted.
func (b *body) sorts(e ast.Expr) bool {
	fn, _ := b.callee(e)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if o := b.ofOther(fn); o != nil && len(o.Sorted) > 0 {
		return true
	}
	return strings.HasPrefix(fn.Name(), "Sorted")
}

// called notes what a call sorts.
func (b *body) called(call *ast.CallExpr) {
	fn, args := b.callee(call)
	if fn == nil || fn.Pkg() == nil || len(args) == 0 {
		return
	}
	var sorted []ast.Expr
	if path := fn.Pkg().Path(); path == "sort" || strings.HasSuffix(path, "slices") && strings.HasPrefix(fn.Name(), "Sort") {
		sorted = args[:1]
	} else if o := b.ofOther(fn); o != nil {
		for _, i := range o.Sorts {
			if i < len(args) {
				sorted = append(sorted, args[i])
			}
		}
	}
	for _, arg := range sorted {
		ast.Inspect(arg, func(n ast.Node) bool { // sort.Sort(sort.Reverse(byName(list)))
			if e, ok := n.(ast.Expr); ok {
				if obj := b.object(e); obj != nil {
					b.sorted[obj] = true
				}
			}
			return true
		})
	}
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok { // func Keys[M ~map[K]V, K comparable, V any](m M)
		if iface, ok := tp.Constraint().Underlying().(*types.Interface); ok && iface.NumEmbeddeds() == 1 {
			if u, ok := iface.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				t = u.Term(0).Type()
			}
		}
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func isSlice(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

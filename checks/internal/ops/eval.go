package ops

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	goconst "go/constant"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// evaluator turns values of one function into expressions.
type evaluator struct {
	p       *Package
	fn      *ssa.Function
	known   map[ssa.Value]Expr
	numbers map[ssa.Value]int
	indexed map[[2]ssa.Value]ssa.Value
	written map[place][]ssa.Instruction
	depth   int
}

// place is a part of what a value is or points to.
type place struct {
	root ssa.Value
	path string
}

func newEvaluator(p *Package, fn *ssa.Function) *evaluator {
	return &evaluator{
		p: p, fn: fn, known: map[ssa.Value]Expr{}, numbers: map[ssa.Value]int{},
		indexed: map[[2]ssa.Value]ssa.Value{}, written: map[place][]ssa.Instruction{},
	}
}

// value is v as something that only this function knows, or the part of it at
// path.
func (e *evaluator) value(v ssa.Value, path string) Expr {
	switch v := v.(type) {
	case *ssa.Parameter:
		for i, param := range e.fn.Params {
			if param == v {
				return Expr{Op: parameter, Index: i, Text: path, root: v}
			}
		}
	case *ssa.FreeVar:
		for i, fv := range e.fn.FreeVars {
			if fv == v {
				return Expr{Op: parameter, Index: free + i, Text: path, root: v}
			}
		}
	}
	n, ok := e.numbers[v]
	if !ok {
		n = len(e.numbers)
		e.numbers[v] = n
	}
	return Expr{Op: local, Index: n, Text: path, root: v}
}

// expr is how v is made.
func (e *evaluator) expr(v ssa.Value) Expr {
	if x, ok := e.known[v]; ok {
		return x
	}
	if e.depth++; e.depth > deepest {
		e.depth--
		return e.value(v, "")
	}
	x := e.compute(v)
	e.depth--
	e.known[v] = x
	return x
}

func (e *evaluator) compute(v ssa.Value) Expr {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return Expr{Op: constant} // "", or nil
		}
		if v.Value.Kind() == goconst.String {
			return Expr{Op: constant, Text: goconst.StringVal(v.Value)}
		}
		return Expr{Op: constant, Text: v.Value.ExactString()}
	case *ssa.BinOp:
		if v.Op == token.ADD && isString(v.Type()) {
			return join(e.expr(v.X), e.expr(v.Y))
		}
	case *ssa.ChangeType:
		return e.expr(v.X)
	case *ssa.MakeInterface:
		return e.expr(v.X)
	case *ssa.Convert:
		if isText(v.Type()) && isText(v.X.Type()) {
			return e.expr(v.X)
		}
		return Expr{Op: pure, Text: types.TypeString(v.Type(), nil), Args: []Expr{e.expr(v.X)}}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return e.load(v.X, "")
		}
	case *ssa.Field:
		return e.load(v.X, "/"+fieldName(v.X.Type(), v.Field))
	case *ssa.Call:
		return e.call(v, 0)
	case *ssa.Extract:
		if site, ok := v.Tuple.(*ssa.Call); ok {
			return e.call(site, v.Index)
		}
	}
	return e.value(v, "")
}

// load is what the variable at addr, or the part of it at path, holds.
func (e *evaluator) load(addr ssa.Value, path string) Expr {
	for range deepest {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			addr, path = a.X, "/"+fieldName(a.X.Type(), a.Field)+path
		case *ssa.Field:
			addr, path = a.X, "/"+fieldName(a.X.Type(), a.Field)+path
		case *ssa.IndexAddr:
			i, ok := a.Index.(*ssa.Const)
			if !ok {
				return e.value(e.element(a), path)
			}
			addr, path = a.X, "/"+i.Value.ExactString()+path
		case *ssa.UnOp:
			if a.Op != token.MUL {
				return e.value(addr, path)
			}
			addr = a.X
		case *ssa.Slice:
			if a.Low != nil {
				return e.value(addr, path)
			}
			addr = a.X
		case *ssa.ChangeType:
			addr = a.X
		case *ssa.Alloc:
			return e.variable(a, path)
		case *ssa.Global:
			return Expr{Op: pure, Text: a.String() + path}
		default:
			return e.value(addr, path)
		}
	}
	return e.value(addr, path)
}

// element is the one that stands for all addresses of the same element.
func (e *evaluator) element(a *ssa.IndexAddr) ssa.Value {
	key := [2]ssa.Value{a.X, a.Index}
	if e.indexed[key] == nil {
		e.indexed[key] = a
	}
	return e.indexed[key]
}

// variable is what a local variable, or a part of it, holds: what is stored to
// it, where that happens once.
func (e *evaluator) variable(a *ssa.Alloc, path string) Expr {
	store := e.onlyStore(a, path)
	switch {
	case store == nil:
	case store.Addr != a: // of the part, or of something in it
		if strings.Count(path, "/") == 1 {
			return e.expr(store.Val)
		}
	case path == "":
		return e.expr(store.Val)
	default: // a parameter that was copied because its address is taken
		if param, ok := store.Val.(*ssa.Parameter); ok {
			x := e.value(param, path)
			x.root = a
			return x
		}
	}
	return e.value(a, path)
}

// onlyStore is the store that gives a variable's part at path its value, nil
// where there is none, or several, or something else may write it.
func (e *evaluator) onlyStore(a *ssa.Alloc, path string) *ssa.Store {
	if list := e.writers(a, path); len(list) == 1 {
		store, _ := list[0].(*ssa.Store)
		return store
	}
	return nil
}

// composite is the composite key, or the start of one, of an object type and a
// slice of attributes.
func (e *evaluator) composite(objectType, attributes ssa.Value) Expr {
	x := Expr{Op: composite, Args: []Expr{e.expr(objectType)}}
	list, ok := e.elements(attributes)
	if !ok {
		rest := e.expr(attributes)
		rest.Text += "/*"
		if rest.Op != parameter && rest.Op != local {
			rest = Expr{Op: unknown}
		}
		return Expr{Op: open, Args: []Expr{x.Args[0], rest}}
	}
	x.Args = append(x.Args, list...)
	return x
}

// elements are the elements of a slice literal.
func (e *evaluator) elements(v ssa.Value) ([]Expr, bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return nil, v.IsNil()
	case *ssa.Slice:
		array, ok := v.X.(*ssa.Alloc)
		if !ok || v.Low != nil {
			return nil, false
		}
		t, ok := array.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
		if !ok || t.Len() > widest || v.High != nil && e.expr(v.High).Text != strconv.FormatInt(t.Len(), 10) {
			return nil, false
		}
		list := make([]Expr, t.Len())
		for i := range list {
			stored := e.onlyStore(array, "/"+strconv.Itoa(i))
			if stored == nil {
				return nil, false
			}
			list[i] = e.expr(stored.Val)
		}
		return list, true
	}
	return nil, false
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isText says whether t is a string, or bytes.
func isText(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if ok {
		b, ok := s.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return isString(t)
}

// fieldName is the name of field i of t, or of what t points to.
func fieldName(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return strconv.Itoa(i)
}

// carries says whether v gives access to the stub or to who signs.
func (e *evaluator) carries(v ssa.Value) bool {
	if e.p.Flow.CarriesStub(v.Type()) || fabric.IsStub(v.Type()) {
		return true
	}
	n, ok := types.Unalias(v.Type()).(*types.Named)
	return ok && (n.Obj().Name() == "ClientIdentity")
}

package crash

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// highestDom is how many dominating branches are looked at for a guard.
const highestDom = 1 << 11

// look is what counts as a guard.
type look int

const (
	// aNumber is guarded by comparing it, or what it is computed from.
	aNumber look = iota
	// aValue is guarded by comparing it.
	aValue
	// aType is not guarded by a comparison, which says nothing of the type, but
	// by asking some function.
	aType
)

// guarded says whether a branch that control passes on the way to at looks at
// v: compares it, or asks somebody about it, or about what it is taken from,
// which may have been validated as a whole.
func (f *finder) guarded(at ssa.Instruction, v ssa.Value, as look) bool {
	names := parts(v)
	if as == aNumber {
		names = append(names, terms(v)...)
	}
	left := highestDom
	for b := at.Block(); b.Idom() != nil && left > 0; b, left = b.Idom(), left-1 {
		d := b.Idom()
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if ok && f.looksAt(branch.Cond, names, v, as, 0) {
			return true
		}
	}
	return left == 0
}

// parts are v and what it is a part of.
func parts(v ssa.Value) []ssa.Value {
	list := []ssa.Value{v}
	for range deep {
		next := through(v)
		if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
			next = u.X
		}
		if e, ok := v.(*ssa.Extract); ok {
			if _, call := e.Tuple.(*ssa.Call); !call {
				next = e.Tuple
			}
		}
		if next == nil {
			return list
		}
		list, v = append(list, next), next
	}
	return list
}

// terms are the numbers that v is computed from.
func terms(v ssa.Value) []ssa.Value {
	var list []ssa.Value
	for range deepest {
		switch x := v.(type) {
		case *ssa.BinOp:
			v = x.X
		case *ssa.Convert:
			v = x.X
		case *ssa.Extract:
			call, ok := x.Tuple.(*ssa.Call)
			if !ok || len(call.Common().Args) == 0 {
				return list
			}
			v = call.Common().Args[0]
			if _, ok := v.(*ssa.Const); ok {
				return list
			}
			return append(list, v) // the text of the number
		default:
			return list
		}
		list = append(list, v)
	}
	return list
}

// looksAt says whether a condition is about one of the values.
func (f *finder) looksAt(cond ssa.Value, names []ssa.Value, v ssa.Value, as look, depth int) bool {
	if depth > deep {
		return false
	}
	again := func(x ssa.Value) bool { return f.looksAt(x, names, v, as, depth+1) }
	switch c := cond.(type) {
	case *ssa.UnOp:
		return c.Op == token.NOT && again(c.X) || as != aType && f.isOne(c, names)
	case *ssa.BinOp:
		if as != aType && (f.isOne(c.X, names) || f.isOne(c.Y, names)) {
			return true
		}
		return again(c.X) || again(c.Y)
	case *ssa.Phi:
		for _, edge := range c.Edges {
			if edge != cond && again(edge) {
				return true
			}
		}
	case *ssa.Extract:
		if a, ok := c.Tuple.(*ssa.TypeAssert); ok {
			return c.Index == 1 && f.same(a.X, v, 0)
		}
		return again(c.Tuple)
	case *ssa.Call:
		fn := flow.Callee(c.Common())
		if _, stub := flow.StubCall(c.Common()); stub || fn != nil && (decodes(fn) || fn.Pkg() != nil && fn.Pkg().Path() == "strconv") {
			return false
		}
		args := flow.Actuals(c.Common())
		if _, builtin := c.Common().Value.(*ssa.Builtin); builtin {
			return false
		}
		for _, arg := range args {
			if f.isOne(arg, names) || again(arg) {
				return true
			}
		}
	}
	return false
}

func (f *finder) isOne(v ssa.Value, names []ssa.Value) bool {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if _, constant := v.(*ssa.Const); constant {
		return false
	}
	for _, name := range names {
		if f.same(v, name, 0) {
			return true
		}
	}
	return false
}

// same says whether a and b name the same value.
func (f *finder) same(a, b ssa.Value, depth int) bool {
	if a == b {
		return true
	}
	if depth > deepest {
		return false
	}
	switch x := a.(type) {
	case *ssa.Lookup:
		y, ok := b.(*ssa.Lookup)
		return ok && f.same(x.X, y.X, depth+1) && equal(x.Index, y.Index)
	case *ssa.Extract:
		if _, ok := x.Tuple.(*ssa.Lookup); ok && x.Index == 0 {
			if y, ok := b.(*ssa.Extract); ok && y.Index == 0 {
				return f.same(x.Tuple, y.Tuple, depth+1)
			}
			return f.same(x.Tuple, b, depth+1)
		}
	case *ssa.UnOp:
		y, ok := b.(*ssa.UnOp)
		return ok && x.Op == y.Op && f.same(x.X, y.X, depth+1)
	case *ssa.FieldAddr:
		y, ok := b.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && f.same(x.X, y.X, depth+1)
	case *ssa.IndexAddr:
		y, ok := b.(*ssa.IndexAddr)
		return ok && f.same(x.X, y.X, depth+1) && equal(x.Index, y.Index)
	case *ssa.Convert:
		return f.same(x.X, b, depth+1)
	case *ssa.Alloc: // a parameter whose address is taken
		stored := flow.OnlyStore(x)
		return stored != nil && f.same(stored, b, depth+1)
	case *ssa.MakeInterface:
		return f.same(x.X, b, depth+1)
	}
	if y, ok := b.(*ssa.Extract); ok && y.Index == 0 {
		if l, ok := y.Tuple.(*ssa.Lookup); ok {
			return f.same(a, l, depth+1)
		}
	}
	return false
}

// equal says whether two keys or indexes are the same.
func equal(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.Const)
	y, both := b.(*ssa.Const)
	return ok && both && x.Value != nil && y.Value != nil && x.Value.ExactString() == y.Value.ExactString()
}

package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Standard says whether path is of Go's standard library.
func Standard(path string) bool { return standard(path) }

// Own says whether pkg is the package itself.
func (p *Package) Own(pkg *types.Package) bool { return pkg == p.types }

// HoldsStub says whether v gives access to a transaction's stub: it is the
// stub, carries it, is a container of such values, an interface that was made
// of one, or a closure that captured one.
func (p *Package) HoldsStub(v ssa.Value) bool { return p.holds(v, map[ssa.Value]bool{}) }

func (p *Package) holds(v ssa.Value, seen map[ssa.Value]bool) bool {
	if v == nil || seen[v] {
		return false
	}
	seen[v] = true
	switch x := v.(type) {
	case *ssa.Const:
		return false
	case *ssa.MakeInterface:
		return p.holds(x.X, seen)
	case *ssa.ChangeInterface:
		if p.holds(x.X, seen) {
			return true
		}
	case *ssa.ChangeType:
		return p.holds(x.X, seen)
	case *ssa.MakeClosure:
		for _, bound := range x.Bindings {
			if p.holdsType(bound.Type(), 1) {
				return true
			}
		}
		return false
	case *ssa.Phi:
		for _, edge := range x.Edges {
			if p.holds(edge, seen) {
				return true
			}
		}
		return false
	case *ssa.Alloc:
		return p.holdsType(x.Type(), 2) && p.filled(x, seen)
	}
	return p.holdsType(v.Type(), 2)
}

// filled says whether something that can hold a stub, and is made here, gets
// one: by a store, or by whoever else is handed it.
func (p *Package) filled(v ssa.Value, seen map[ssa.Value]bool) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == v && p.holds(ref.Val, seen) {
				return true
			}
		case *ssa.FieldAddr:
			if p.filled(ref, seen) {
				return true
			}
		case *ssa.IndexAddr:
			if p.filled(ref, seen) {
				return true
			}
		case ssa.CallInstruction, *ssa.MakeClosure:
			return true
		}
	}
	return false
}

// holdsType looks into containers and pointers, a few levels deep.
func (p *Package) holdsType(t types.Type, deep int) bool {
	if p.CarriesStub(t) {
		return true
	}
	if c, ok := t.Underlying().(interface{ Elem() types.Type }); ok && deep > 0 {
		return p.holdsType(c.Elem(), deep-1)
	}
	return false
}

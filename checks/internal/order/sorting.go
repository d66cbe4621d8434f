package order

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Sort is a call that sorts a slice.
type Sort struct {
	// Fields are what is compared where two different entries may compare as
	// equal.
	Fields []string

	call  ssa.CallInstruction
	place flow.Place
	// total says that no two different entries compare as equal.
	total bool
}

// Pos is where the sort is called.
func (s *Sort) Pos() token.Pos { return s.call.Pos() }

// sorted says whether the sequence was brought into a total order before at.
func (t *tracer) sorted(f *flow.Frame, fact flow.Fact, at ssa.Instruction) bool {
	place := flow.PlaceOf(fact.V).At(fact.Path)
	var ties *Sort
	for _, s := range t.sortings(f.Fn) {
		if s.place != place && !through(s.place, fact.V) || s.call != at && !ahead(s.call, at) {
			continue
		}
		if s.call == at && s.total { // within the callee
			continue
		}
		if s.total {
			return true
		}
		ties = s
	}
	if ties != nil {
		t.note(f, ties)
	}
	return false
}

// through says whether the sorted place is what v was merged from: v is the
// phi of a slice that is sorted on one way, such as if len(s) > 1.
func through(place flow.Place, v ssa.Value) bool { return place.Path == "" && place.Base == v }

// ahead says whether the sort is done before at, or left out only by a test
// of its own, such as a look at the length.
func ahead(sort, at ssa.Instruction) bool {
	if flow.Before(sort, at) {
		return true
	}
	b := sort.Block()
	if idom := b.Idom(); len(b.Preds) == 1 && idom != nil && b != at.Block() && idom.Dominates(at.Block()) && idom != at.Block() {
		for _, s := range b.Succs {
			if s.Dominates(at.Block()) {
				return true
			}
		}
	}
	return false
}

// sortings are the sorts in fn, those of helpers that sort a parameter too.
func (t *tracer) sortings(fn *ssa.Function) []*Sort {
	if list, ok := t.sorts[fn]; ok {
		return list
	}
	t.sorts[fn] = nil // holds for recursion
	var list []*Sort
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if s := t.sorting(call); s != nil {
				list = append(list, s)
			}
			list = append(list, t.sortedElsewhere(call)...)
			list = append(list, t.helped(call)...)
		}
	}
	t.sorts[fn] = list
	return list
}

// sorting is the sort that the call does, or nil.
func (t *tracer) sorting(call *ssa.Call) *Sort {
	fn, args := flow.Callee(call.Common()), call.Common().Args
	if fn == nil || fn.Pkg() == nil || len(args) == 0 {
		return nil
	}
	switch path, name := fn.Pkg().Path(), fn.Name(); path {
	case "sort":
		switch name {
		case "Strings", "Ints", "Float64s":
			return &Sort{call: call, place: flow.PlaceOf(args[0]), total: true}
		case "Slice", "SliceStable":
			return t.comparator(call, args[0], args[1])
		case "Sort", "Stable":
			return t.less(call, args[0])
		}
	case "slices", "golang.org/x/exp/slices":
		switch {
		case name == "Sort":
			return &Sort{call: call, place: flow.PlaceOf(args[0]), total: true}
		case name == "SortFunc", name == "SortStableFunc":
			return t.comparator(call, args[0], args[1])
		}
	}
	return nil
}

// helped are the sorts that a function of the package does on what it is
// given.
func (t *tracer) helped(call *ssa.Call) []*Sort {
	var list []*Sort
	for _, fn := range t.p.Callees(call) {
		for _, inner := range t.sortings(fn) {
			for i, param := range fn.Params {
				if unspilled(inner.place.Base) == param && i < len(call.Common().Args) {
					place := flow.PlaceOf(call.Common().Args[i]).At(inner.place.Path)
					list = append(list, &Sort{inner.Fields, call, place, inner.total})
				}
			}
		}
	}
	return list
}

// unspilled is the parameter that was copied to the variable v because a
// closure captures it, or v.
func unspilled(v ssa.Value) ssa.Value {
	alloc, ok := v.(*ssa.Alloc)
	if !ok {
		return v
	}
	for _, ref := range *alloc.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == alloc {
			if param, ok := s.Val.(*ssa.Parameter); ok {
				return param
			}
		}
	}
	return v
}

// comparator judges a sort by the function that compares.
func (t *tracer) comparator(call ssa.CallInstruction, arg, function ssa.Value) *Sort {
	s := &Sort{call: call, place: flow.PlaceOf(arg), total: true}
	if mk, ok := function.(*ssa.MakeClosure); ok {
		function = mk.Fn
	}
	if fn, ok := function.(*ssa.Function); ok && fn.Blocks != nil {
		s.total, s.Fields = t.compares(fn)
	}
	return s
}

// less judges sort.Sort by the Less method of what it sorts.
func (t *tracer) less(call *ssa.Call, arg ssa.Value) *Sort {
	for {
		inner, ok := arg.(*ssa.Call) // sort.Reverse(x)
		if !ok || flow.Callee(inner.Common()) == nil || flow.Callee(inner.Common()).Name() != "Reverse" {
			break
		}
		arg = inner.Common().Args[0]
	}
	s := &Sort{call: call, place: flow.PlaceOf(arg), total: true}
	mi, ok := arg.(*ssa.MakeInterface)
	if !ok {
		return s
	}
	obj, _, _ := types.LookupFieldOrMethod(mi.X.Type(), true, nil, "Less")
	if m, ok := obj.(*types.Func); ok {
		if fn := call.Parent().Prog.FuncValue(m); fn != nil && fn.Blocks != nil {
			s.total, s.Fields = t.compares(fn)
		}
	}
	return s
}

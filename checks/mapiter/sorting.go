package mapiter

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// sorting is a call that sorts a slice in place.
type sorting struct {
	call  ssa.CallInstruction
	place flow.Place
	// total says that no two different entries compare as equal; fields are
	// what is compared where they may.
	total  bool
	fields []string
}

// sorted says whether the sequence was brought into a total order before at.
func (t *tracer) sorted(f *flow.Frame, fact flow.Fact, at ssa.Instruction) bool {
	place := flow.PlaceOf(fact.V).At(fact.Path)
	for _, s := range t.sortings(f.Fn) {
		if s.call == at || s.place != place && !through(s.place, fact.V) || !ahead(s.call, at) {
			continue
		}
		if s.total {
			return true
		}
		t.note(f, s)
	}
	return false
}

// through says whether the sorted place is what v was merged from: v is the
// phi of a slice that is sorted on one way, such as if len(s) > 1.
func through(place flow.Place, v ssa.Value) bool { return place.Path == "" && place.Base == v }

// ahead says whether the sort is done before at, or left out only by a test
// of its own, such as a look at the length.
func ahead(sort, at ssa.Instruction) bool {
	if before(sort, at) {
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
func (t *tracer) sortings(fn *ssa.Function) []*sorting {
	if list, ok := t.sorts[fn]; ok {
		return list
	}
	t.sorts[fn] = nil // holds for recursion
	var list []*sorting
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if s := t.sorting(call); s != nil {
				list = append(list, s)
			}
			list = append(list, t.helped(call)...)
		}
	}
	t.sorts[fn] = list
	return list
}

// sorting is the sort that the call does, or nil.
func (t *tracer) sorting(call *ssa.Call) *sorting {
	fn, args := flow.Callee(call.Common()), call.Common().Args
	if fn == nil || fn.Pkg() == nil || len(args) == 0 {
		return nil
	}
	switch path, name := fn.Pkg().Path(), fn.Name(); path {
	case "sort":
		switch name {
		case "Strings", "Ints", "Float64s":
			return &sorting{call: call, place: flow.PlaceOf(args[0]), total: true}
		case "Slice", "SliceStable":
			return t.comparator(call, args[0], args[1])
		case "Sort", "Stable":
			return t.less(call, args[0])
		}
	case "slices", "golang.org/x/exp/slices":
		switch {
		case name == "Sort":
			return &sorting{call: call, place: flow.PlaceOf(args[0]), total: true}
		case name == "SortFunc", name == "SortStableFunc":
			return t.comparator(call, args[0], args[1])
		}
	}
	return nil
}

// helped are the sorts that a function of the package does on what it is
// given.
func (t *tracer) helped(call *ssa.Call) []*sorting {
	var list []*sorting
	for _, fn := range t.p.Callees(call) {
		for _, inner := range t.sortings(fn) {
			for i, param := range fn.Params {
				if inner.place.Base == param && i < len(call.Common().Args) {
					place := flow.PlaceOf(call.Common().Args[i]).At(inner.place.Path)
					list = append(list, &sorting{call, place, inner.total, inner.fields})
				}
			}
		}
	}
	return list
}

// comparator judges a sort by the function that compares.
func (t *tracer) comparator(call ssa.CallInstruction, arg, function ssa.Value) *sorting {
	s := &sorting{call: call, place: flow.PlaceOf(arg), total: true}
	if mk, ok := function.(*ssa.MakeClosure); ok {
		function = mk.Fn
	}
	if fn, ok := function.(*ssa.Function); ok && fn.Blocks != nil {
		s.total, s.fields = t.compares(fn)
	}
	return s
}

// less judges sort.Sort by the Less method of what it sorts.
func (t *tracer) less(call *ssa.Call, arg ssa.Value) *sorting {
	for {
		inner, ok := arg.(*ssa.Call) // sort.Reverse(x)
		if !ok || flow.Callee(inner.Common()) == nil || flow.Callee(inner.Common()).Name() != "Reverse" {
			break
		}
		arg = inner.Common().Args[0]
	}
	s := &sorting{call: call, place: flow.PlaceOf(arg), total: true}
	mi, ok := arg.(*ssa.MakeInterface)
	if !ok {
		return s
	}
	obj, _, _ := types.LookupFieldOrMethod(mi.X.Type(), true, nil, "Less")
	if m, ok := obj.(*types.Func); ok {
		if fn := call.Parent().Prog.FuncValue(m); fn != nil && fn.Blocks != nil {
			s.total, s.fields = t.compares(fn)
		}
	}
	return s
}

// compares says what a comparator looks at, and whether that is a total order:
// the whole entry, all its fields, or one that tells entries apart.
func (t *tracer) compares(fn *ssa.Function) (total bool, fields []string) {
	seen := map[string]bool{}
	var entry types.Type
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, v := range compared(instr) {
				of, path, field := part(v)
				if of == nil {
					return true, nil // something that we do not understand
				}
				entry = of
				if path == "" || identifies(path) || t.keyFields[field] {
					return true, nil
				}
				if !seen[path] {
					seen[path] = true
					fields = append(fields, path)
				}
			}
		}
	}
	return len(fields) == 0 || covers(entry, seen), fields
}

// covers says whether the fields are all that t has.
func covers(t types.Type, fields map[string]bool) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if !fields[f.Name()] {
			return false
		}
	}
	return true
}

// compared are the two values that instr compares, or none.
func compared(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case *ssa.BinOp:
		if ordering(instr.Op) {
			if _, constant := instr.Y.(*ssa.Const); !constant {
				return []ssa.Value{instr.X, instr.Y}
			}
		}
	case *ssa.Call:
		fn := flow.Callee(instr.Common())
		if fn != nil && len(instr.Common().Args) == 2 && strings.HasPrefix(fn.Name(), "Compare") ||
			fn != nil && (fn.Name() == "Before" || fn.Name() == "After" || fn.Name() == "Cmp") {
			return instr.Common().Args
		}
	}
	return nil
}

// part is the entry's type, the path of the part of it that v is, and the
// field that the path ends in.
func part(v ssa.Value) (entry types.Type, path string, field *types.Var) {
	for {
		switch a := v.(type) {
		case *ssa.FieldAddr:
			path, field = below(a.X.Type(), a.Field, path, field)
			v = a.X
		case *ssa.Field:
			path, field = below(a.X.Type(), a.Field, path, field)
			v = a.X
		case *ssa.UnOp:
			v = a.X
		case *ssa.Convert:
			v = a.X
		case *ssa.IndexAddr:
			return a.Type().Underlying().(*types.Pointer).Elem(), path, field
		case *ssa.Parameter:
			return a.Type(), path, field
		case *ssa.Alloc: // a parameter that was given an address
			return a.Type().Underlying().(*types.Pointer).Elem(), path, field
		default:
			return nil, "", nil
		}
	}
}

func below(t types.Type, i int, path string, field *types.Var) (string, *types.Var) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return path, field
	}
	f := s.Field(i)
	if field == nil {
		field = f
	}
	if path != "" {
		path = "." + path
	}
	return f.Name() + path, field
}

// findKeyFields notes the fields that a loop fills with the map's key.
func (t *tracer) findKeyFields(natural *flow.Loop) {
	for _, b := range natural.Header.Parent().Blocks {
		if !natural.Blocks[b] {
			continue
		}
		for _, instr := range b.Instrs {
			s, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			key, isKey := s.Val.(*ssa.Extract)
			addr, isField := s.Addr.(*ssa.FieldAddr)
			if !isKey || !isField || key.Index != 1 {
				continue
			}
			if _, next := key.Tuple.(*ssa.Next); next {
				_, field := below(addr.X.Type(), addr.Field, "", nil)
				t.keyFields[field] = true
			}
		}
	}
}

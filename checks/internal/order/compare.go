package order

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// compares says what a comparator looks at, and whether that is a total order:
// the whole entry, all its fields, or one that tells entries apart.
func (t *tracer) compares(fn *ssa.Function) (total bool, fields []string) {
	c := &comparison{t: t, seen: map[string]bool{}, within: map[*ssa.Function]bool{}}
	if c.total(fn) {
		return true, nil
	}
	return len(c.fields) == 0 || covers(c.entry, c.seen), c.fields
}

// comparison is what a comparator looks at, in the order in which it does.
type comparison struct {
	t      *tracer
	entry  types.Type
	fields []string
	seen   map[string]bool
	within map[*ssa.Function]bool
}

// total says whether fn compares what no two entries share, or something that
// we do not understand.
func (c *comparison) total(fn *ssa.Function) bool {
	c.within[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if helper := comparer(instr); helper != nil {
				if !c.within[helper] && c.total(helper) {
					return true
				}
				continue
			}
			for _, v := range compared(instr) {
				if c.at(v) {
					return true
				}
			}
		}
	}
	return false
}

// at notes that v is compared.
func (c *comparison) at(v ssa.Value) bool {
	of, path, field := part(v)
	if of == nil || path == "" || Identifies(path) || c.t.keyFields[field] {
		return true
	}
	c.entry = of
	if !c.seen[path] {
		c.seen[path] = true
		c.fields = append(c.fields, path)
	}
	return false
}

// comparer is the function of the package that instr hands two whole entries
// to, or nil: less(list[i], list[j]), a.Compare(b).
func comparer(instr ssa.Instruction) *ssa.Function {
	call, ok := instr.(*ssa.Call)
	if !ok || len(call.Common().Args) != 2 {
		return nil
	}
	fn := call.Common().StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return nil
	}
	for _, arg := range call.Common().Args {
		if of, path, _ := part(arg); of == nil || path != "" {
			return nil
		}
	}
	return fn
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
		if ordering(instr.Op) || instr.Op == token.SUB { // x.Price - y.Price
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
		case *ssa.Extract:
			v = a.Tuple
		case *ssa.Lookup: // m[keys[i]]: what a map has for the entry
			of, _, _ := part(a.Index)
			if path == "" {
				path = "the values in a map"
			}
			return of, path, nil
		case *ssa.Call:
			return called(a, path, field)
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

// called is what a call in a comparison gives: a length, or what a getter
// returns.
func called(call *ssa.Call, path string, field *types.Var) (entry types.Type, _ string, _ *types.Var) {
	args := call.Common().Args
	if b, ok := call.Common().Value.(*ssa.Builtin); ok && b.Name() == "len" && path == "" {
		of, inner, _ := part(args[0])
		return of, "the length of " + inner, nil
	}
	fn := call.Common().StaticCallee()
	if fn == nil || len(fn.Blocks) != 1 || len(args) != 1 {
		return nil, "", nil
	}
	ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) != 1 {
		return nil, "", nil
	}
	inner, got, within := part(ret.Results[0])
	of, outer, _ := part(args[0])
	if inner == nil || got == "" || of == nil {
		return nil, "", nil
	}
	if field == nil {
		field = within
	}
	for _, more := range []string{got, path} {
		if outer != "" && more != "" {
			outer += "."
		}
		outer += more
	}
	return of, outer, field
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

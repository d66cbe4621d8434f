package codecorder

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// gobbed is a call that encodes a type without maps.
type gobbed struct {
	site ssa.CallInstruction
	into ssa.Value
	of   types.Type
}

// gob is a call of Encode on an encoder.
func (f *finder) gob(site ssa.CallInstruction, v, into ssa.Value) {
	for _, t := range f.concrete(v, 0) {
		if field := holdsMap(t); field != "" {
			f.add(&encoding{
				site: site, into: into, what: "gob encodes the map " + field + " in random order",
				hint: "encoding/json sorts the keys",
			})
			return
		}
		if named := base(t); named != nil && f.p.Reached(site.Parent()) {
			f.gobs = append(f.gobs, gobbed{site, into, named})
			return
		}
	}
}

// base is the named type behind pointers that gob sends a description of, or
// nil.
func base(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Slice, *types.Array:
		if n, ok := types.Unalias(t).(*types.Named); ok {
			return n
		}
	}
	return nil
}

// numbered notes the encodings of types that gob numbers as the process meets
// them (src/encoding/gob/type.go, setTypeId): with more than one, the numbers
// tell what an endorser encoded first.
func (f *finder) numbered() {
	for _, g := range f.gobs {
		for _, other := range f.gobs {
			if types.Identical(g.of, other.of) {
				continue
			}
			f.add(&encoding{
				site: g.site, into: g.into,
				what: "gob numbers " + f.p.TypeName(g.of) + " by what the process encoded before, " + f.p.TypeName(other.of) + " or not",
				hint: "encoding/json has no such numbers; else encode every type once in init, in one order",
			})
			break
		}
	}
}

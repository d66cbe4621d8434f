package flow

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// alike says whether a and b are one value, or two reads of one field:
// if r.err != nil { return r.err }.
func alike(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	return reads(a) && reads(b) && PlaceOf(a) == PlaceOf(b) && !strings.Contains(PlaceOf(a).Path, element)
}

// reads says whether v is read from a field.
func reads(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Field:
		return true
	case *ssa.UnOp:
		_, field := v.X.(*ssa.FieldAddr)
		return v.Op == token.MUL && field
	}
	return false
}

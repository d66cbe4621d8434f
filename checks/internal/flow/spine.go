package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Spine are the blocks that every way through fn passes that returns without
// an error.
func (p *Package) Spine(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	e := p.exitsOf(fn)
	spine := map[*ssa.BasicBlock]bool{}
	if !e.live[0] {
		return spine
	}
	for b := fn.Blocks[0]; b != nil && !spine[b]; b = e.ipdom[b.Index] {
		spine[b] = true
	}
	return spine
}

// Found is how src touches a class of sinks in this manner, or nil.
func (src *Source) Found(m Manner, class fabric.Class) *Hit { return src.hits[m][class] }

// Passes says whether every way from a that returns without an error comes to
// b.
func (p *Package) Passes(a, b *ssa.BasicBlock) bool {
	e := p.exitsOf(a.Parent())
	for n, d := 0, a; d != nil && n < longest; n, d = n+1, e.ipdom[d.Index] {
		if d == b {
			return true
		}
	}
	return false
}

// FieldName is the name of field i of t, or of what t points to.
func FieldName(t types.Type, i int) string { return fieldName(t, i) }

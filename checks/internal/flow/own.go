package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// What follows is for checks with sources of their own.

// Expect says how many sources the check starts at, so that all of them
// together stay linear in the size of the package.
func (r *Run) Expect(sources int) { r.sources = sources }

// Results makes all results of the call at site depend on the source, but for
// its error.
func (f *Frame) Results(site ssa.CallInstruction, kind Kind, step *Step) {
	f.opaqueResults(site, kind, step)
}

// Note is a hop behind s that a reader sees.
func (s *Step) Note(pos token.Pos, note string) *Step { return &Step{prev: s, pos: pos, note: note} }

// TypeName is t as the package itself writes it.
func (p *Package) TypeName(t types.Type) string {
	return types.TypeString(t, func(other *types.Package) string {
		if other == p.types {
			return ""
		}
		return other.Name()
	})
}

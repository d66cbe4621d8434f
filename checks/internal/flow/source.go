package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Source is where something arises that endorsers may not agree on.
type Source struct {
	Name string // time.Now
	Pos  token.Pos
	Fn   *ssa.Function // that it arises in
	hits [manners][classes]*Hit
	// work counts the facts followed for it, shared the lasting variables
	// that all transactions were told of.
	work   int
	shared map[any]bool
	// frames are the functions in which its facts arise; foreign is where it
	// stands in another package, "" for this one.
	frames  []*Frame
	foreign string
	// told says that the same module has it reported where it stands, as the
	// answer of what may be a transaction.
	told bool
}

// Real sources end within a few hundred facts. What one source is worth, and
// what all are together, keeps generated code with thousands of them linear.
const (
	enough     = 1 << 12
	altogether = 1 << 20
	atLeast    = 1 << 6
)

// done says whether following a fact of this kind can tell no more of src than
// is known, where it is one of so many.
func (src *Source) done(kind Kind, sources int) bool {
	if src == nil {
		return false
	}
	src.work++
	return src.work > max(atLeast, min(enough, altogether/max(1, sources))) || src.hits[Reaches][fabric.Write] != nil ||
		kind == Decided && src.hits[Decides][fabric.Write] != nil
}

// Told says whether the same module has src reported where it stands, as part
// of what a function answers that may be a transaction.
func (src *Source) Told() bool { return src.told }

// place is where src stands, in words.
func (src *Source) place(p *Package) string {
	if src.foreign != "" {
		return src.foreign
	}
	return p.At(src.Pos)
}

// share says whether src comes to the lasting variable key for the first time.
func (src *Source) share(key any) bool {
	if src.shared == nil {
		src.shared = map[any]bool{}
	}
	fresh := !src.shared[key]
	src.shared[key] = true
	return fresh
}

// Best is the most telling way in which src touches a sink, or nil: what is
// computed from it before what it decides, writes before reads.
func (src *Source) Best() *Hit {
	for m := range src.hits {
		for _, h := range src.hits[m] {
			if h != nil {
				return h
			}
		}
	}
	return nil
}

// Touched is how src touches sinks of one class, or nil: in whichever function
// that is, where Frame.Found knows of one.
func (src *Source) Touched(m Manner, class fabric.Class) *Hit { return src.hits[m][class] }

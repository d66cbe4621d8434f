package order

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// source is a new source of the kind at pos.
func (t *tracer) source(kind Origin, name string, pos token.Pos) *flow.Source {
	src := &flow.Source{Name: name, Pos: pos}
	t.sources = append(t.sources, origin{kind, src})
	return src
}

func (t *tracer) mapOrder(pos token.Pos) *flow.Source { return t.source(Map, "map order", pos) }

// seed finds what yields entries in an order of its own.
func (t *tracer) seed() {
	for _, fn := range t.p.Funcs {
		t.seedSpawns(fn)
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Next:
					t.next(instr)
				case *ssa.Call:
					t.seedCall(instr)
				case *ssa.Select:
					t.seedSelect(instr)
				}
			}
		}
	}
}

// next starts at a step of a range over a map. Without a second step it is no
// loop: the body always leaves, with the entry that came first.
func (t *tracer) next(instr *ssa.Next) {
	if instr.IsString {
		return
	}
	src := t.mapOrder(instr.Iter.(*ssa.Range).Pos())
	if l := flow.LoopAt(instr.Block()); l != nil {
		t.mapLoop(src, l, instr)
		return
	}
	for _, ref := range *instr.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index > 0 {
			t.run.Root(src, instr.Parent()).Add(flow.Fact{V: x}, nil)
		}
	}
}

// mapLoop starts at a range over a map.
func (t *tracer) mapLoop(src *flow.Source, natural *flow.Loop, next *ssa.Next) {
	l := t.loop(t.run.Root(src, next.Parent()), natural, src.Pos)
	for _, ref := range *next.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index > 0 {
			l.enter(x, x.Index == 1)
		}
	}
}

// seedCall starts at a call that lists a map's entries.
func (t *tracer) seedCall(call *ssa.Call) {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return
	}
	path, name := fn.Pkg().Path(), fn.Name()
	switch {
	case lists(path, name):
		t.run.Root(t.mapOrder(call.Pos()), call.Parent()).Add(flow.Fact{V: call, Kind: seq}, nil)
	case path == "sync" && name == "Range" && len(call.Common().Args) == 2:
		t.yields(t.run.Root(t.mapOrder(call.Pos()), call.Parent()), call, call.Common().Args[1])
	case path == "reflect" && name == "Next":
		t.reflectLoop(call)
	case len(t.p.Callees(call)) == 0:
		t.seedElsewhere(call, fn)
	}
}

// lists says whether the function returns a map's entries in map order.
func lists(path, name string) bool {
	switch path {
	case "maps":
		return name == "Keys" || name == "Values" || name == "All"
	case "golang.org/x/exp/maps":
		return name == "Keys" || name == "Values"
	case "github.com/samber/lo":
		switch name {
		case "Keys", "Values", "UniqKeys", "UniqValues", "Entries", "ToPairs", "MapToSlice":
			return true
		}
	case "reflect":
		return name == "MapKeys"
	}
	return false
}

// reflectLoop starts at iter.Next() of a reflect.MapIter that heads a loop.
func (t *tracer) reflectLoop(next *ssa.Call) {
	natural := flow.LoopAt(next.Block())
	if natural == nil {
		return
	}
	l := t.loop(t.run.Root(t.mapOrder(next.Pos()), next.Parent()), natural, next.Pos())
	for _, ref := range *next.Common().Args[0].Referrers() {
		call, ok := ref.(*ssa.Call)
		if ok && natural.Blocks[call.Block()] && call != next {
			l.enter(call, flow.Callee(call.Common()).Name() == "Key")
		}
	}
}

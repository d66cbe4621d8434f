package order

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// seedSelect starts at a select: which case is ready first is up to the
// scheduler, and where several are, Go picks one at random
// (go.dev/ref/spec#Select_statements).
func (t *tracer) seedSelect(at *ssa.Select) {
	received, cases := 0, 0
	if !at.Blocking {
		cases++
	}
	for _, state := range at.States {
		elem := state.Chan.Type().Underlying().(*types.Chan).Elem()
		if state.Dir == types.RecvOnly && isError(elem) {
			continue // an error response is not endorsed
		}
		cases++
		if state.Dir == types.RecvOnly && !empty(elem) {
			received++
		}
	}
	natural := flow.LoopAround(at.Block())
	if cases < 2 || natural != nil && received < 2 || at.Referrers() == nil {
		return
	}
	fn := at.Parent()
	src := t.source(Select, "the case of a select that is ready first", at.Pos())
	outer := t.run.Root(src, fn)
	var l *loop
	if natural != nil {
		if l = t.loop(outer, natural, at.Pos()); l != nil {
			l.selects = true
		}
	}
	for _, ref := range *at.Referrers() {
		x, ok := ref.(*ssa.Extract)
		switch {
		case !ok:
		case natural == nil && x.Index == 0:
			outer.Add(flow.Fact{V: x}, nil)
		case natural != nil && x.Index > 1:
			l.enter(x, false)
		}
	}
}

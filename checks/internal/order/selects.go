package order

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// seedSelect starts at a select: which case is ready first is up to the
// scheduler, and where several are, Go picks one at random
// (go.dev/ref/spec#Select_statements).
func (t *tracer) seedSelect(at *ssa.Select) {
	received := 0
	for _, state := range at.States {
		if state.Dir == types.RecvOnly && !empty(state.Chan.Type().Underlying().(*types.Chan).Elem()) {
			received++
		}
	}
	natural := flow.LoopAround(at.Block())
	if natural != nil && received < 2 || len(at.States) == 0 || at.Referrers() == nil {
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

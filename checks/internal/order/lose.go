package order

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// loses starts at variables that the goroutines of l read, change and write
// back with nothing to keep them apart: count++. Of two at once one is lost
// (go.dev/ref/mem#badsync).
func (t *tracer) loses(l *loop) {
	if guards(l.body) {
		return
	}
	for _, b := range l.body.Blocks {
		for _, instr := range b.Instrs {
			s, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			place := flow.PlaceOf(s.Addr)
			around := l.outside[place.Base]
			if around == nil || strings.Contains(place.Path, "[]") || !back(s.Val, place, 0) {
				continue
			}
			src := t.source(Goroutines, "an update that one of several goroutines at once may lose", s.Pos())
			t.run.Root(src, l.outer.Fn).Write(around, place.Path, flow.Data, l.spawn.site, nil)
		}
	}
}

// back says whether v is computed from what place holds.
func back(v ssa.Value, place flow.Place, deep int) bool {
	switch x := v.(type) {
	case *ssa.BinOp:
		return deep < 4 && (back(x.X, place, deep+1) || back(x.Y, place, deep+1))
	case *ssa.Convert:
		return back(x.X, place, deep)
	case *ssa.UnOp:
		return x.Op == token.MUL && deep > 0 && flow.PlaceOf(x) == place
	}
	return false
}

// guards says whether fn may take turns with others: it locks, or uses a
// channel.
func guards(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send, *ssa.Select:
				return true
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return true
				}
			case ssa.CallInstruction:
				callee := flow.Callee(instr.Common())
				if callee != nil && (strings.Contains(callee.Name(), "ock") || strings.Contains(callee.Name(), "Acquire") || callee.Name() == "Wait") {
					return true
				}
			}
		}
	}
	return false
}

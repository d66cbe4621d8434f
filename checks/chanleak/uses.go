package chanleak

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// uses is what happens to one channel in the package.
type uses struct {
	p    *flow.Package
	made *ssa.Function
	seen map[ssa.Value]bool

	sends    []*ssa.Send
	selects  []*ssa.Select
	loops    []*ssa.UnOp // receives that only a close ends
	receives int         // all others
	closed   bool
	escapes  bool // to where it cannot be followed
}

// collect follows a channel, or a variable that holds it.
func (u *uses) collect(v ssa.Value) {
	if u.seen[v] || u.escapes {
		return
	}
	u.seen[v] = true
	if v.Referrers() == nil {
		u.escapes = true
		return
	}
	for _, ref := range *v.Referrers() {
		u.use(v, ref)
	}
}

func (u *uses) use(v ssa.Value, at ssa.Instruction) {
	switch at := at.(type) {
	case *ssa.Store:
		if alloc, ok := at.Addr.(*ssa.Alloc); ok && at.Val == v {
			u.collect(alloc)
		} else if at.Val == v {
			u.escapes = true
		} else if _, made := at.Val.(*ssa.MakeChan); !made {
			u.escapes = true // the variable holds others too
		}
	case *ssa.UnOp:
		switch {
		case at.Op == token.MUL:
			u.collect(at)
		case endless(at):
			u.loops = append(u.loops, at)
		default:
			u.receives++
		}
	case *ssa.Send:
		if at.X == v {
			u.escapes = true
			return
		}
		u.sends = append(u.sends, at)
	case *ssa.Select:
		u.selected(v, at)
	case *ssa.MakeClosure:
		fn := at.Fn.(*ssa.Function)
		for i, bound := range at.Bindings {
			if bound == v {
				u.collect(fn.FreeVars[i])
			}
		}
	case *ssa.ChangeType:
		u.collect(at)
	case ssa.CallInstruction:
		u.handed(v, at)
	case *ssa.DebugRef:
	default:
		u.escapes = true
	}
}

// selected notes a channel among the cases of a select.
func (u *uses) selected(v ssa.Value, at *ssa.Select) {
	for _, state := range at.States {
		switch {
		case state.Send == v:
			u.escapes = true
		case state.Chan == v && state.Send != nil:
			u.escapes = true // the sender need not wait
		case state.Chan == v:
			u.selects = append(u.selects, at)
		}
	}
}

// handed follows a channel into the functions of the package.
func (u *uses) handed(v ssa.Value, site ssa.CallInstruction) {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		u.closed = u.closed || b.Name() == "close"
		return
	}
	callees := u.p.Callees(site)
	if len(callees) != 1 {
		u.escapes = true
		return
	}
	for _, param := range callees[0].Params {
		if flow.Argument(common, callees[0], param) == v {
			u.collect(param)
		}
	}
}

package order

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// judge decides what of a loop depends on the order of its rounds, and lets
// the outer frame follow it.
func (t *tracer) judge(l *loop) {
	if l.spawn != nil { // the stub in a goroutine is a matter of stubshare
		t.judgeStores(l, false)
		return
	}
	early := !l.selects && t.early(l)
	if !l.selects {
		t.judgeSinks(l, early)
	}
	t.judgeCarried(l, early)
	t.judgeStores(l, early)
	updates := l.updates()
	for _, e := range l.escapes {
		if !l.selects && !updates[e.fact.V] && t.p.Live(e.at.Block()) && !l.guarded(leaving(e)) {
			l.outer.Use(flow.Fact{V: e.fact.V, Path: e.fact.Path}, e.at, e.step)
		}
	}
}

// updates are what the rounds leave in the variables that the loop carries.
// Where the loop is tested behind its body (for range n), code behind it sees
// these and not the header's variables; judgeCarried is to say what they are.
func (l *loop) updates() map[ssa.Value]bool {
	updates := map[ssa.Value]bool{}
	if l.natural == nil {
		return updates
	}
	for _, instr := range l.natural.Header.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		for i, edge := range phi.Edges {
			if l.natural.Blocks[phi.Block().Preds[i]] {
				updates[edge] = true
			}
		}
	}
	return updates
}

// leaving is a block of the way on which an entry leaves the loop.
func leaving(e use) *ssa.BasicBlock {
	if phi, ok := e.at.(*ssa.Phi); ok {
		for i, edge := range phi.Edges {
			if edge == e.fact.V {
				return phi.Block().Preds[i]
			}
		}
	}
	return e.at.Block()
}

// early says whether the loop may end before the last entry, other than by an
// error or by finding the one entry that it looks for.
func (t *tracer) early(l *loop) bool {
	if l.natural == nil {
		for _, b := range l.body.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if !ok || len(ret.Results) != 1 || l.guarded(b) || t.fails(b) {
				continue
			}
			if c, ok := ret.Results[0].(*ssa.Const); !ok || c.Value == nil || c.Value.ExactString() != "true" {
				return true
			}
		}
		return false
	}
	for _, b := range l.rounds() {
		for _, s := range b.Succs {
			if !l.natural.Blocks[s] && t.p.Live(s) && !l.guarded(b) && !l.guarded(s) {
				return true
			}
		}
	}
	return false
}

// fails says whether b, in a loop's body that is a function, keeps an error for
// the function around it to return.
func (t *tracer) fails(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		return ok && t.p.IsError(s.Val, b)
	})
}

// rounds are the loop's blocks but the header, in the function's order.
func (l *loop) rounds() []*ssa.BasicBlock {
	var list []*ssa.BasicBlock
	for _, b := range l.natural.Header.Parent().Blocks {
		if l.natural.Blocks[b] && b != l.natural.Header {
			list = append(list, b)
		}
	}
	return list
}

// guarded says whether b is only reached for the one entry that the loop looks
// for: its key, or a field that names it, equals something fixed.
func (l *loop) guarded(b *ssa.BasicBlock) bool {
	for d := b; d.Idom() != nil; d = d.Idom() {
		parent := d.Idom()
		branch, ok := parent.Instrs[len(parent.Instrs)-1].(*ssa.If)
		if !ok || !l.holds(parent) || len(d.Preds) != 1 {
			continue
		}
		cmp, ok := branch.Cond.(*ssa.BinOp)
		if !ok {
			continue
		}
		equal := cmp.Op == token.EQL && d == parent.Succs[0] || cmp.Op == token.NEQ && d == parent.Succs[1]
		if equal && (l.names(cmp.X) && !l.in.Knows(cmp.Y, elem) || l.names(cmp.Y) && !l.in.Knows(cmp.X, elem)) {
			return true
		}
	}
	return false
}

// names says whether v tells an entry from all others.
func (l *loop) names(v ssa.Value) bool {
	for {
		if l.entries[v] {
			return true
		}
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			place := flow.PlaceOf(v)
			return place.Path == "" && l.entries[place.Base] ||
				l.in.Knows(v, elem) && Identifies(place.Path[strings.LastIndex(place.Path, "/")+1:])
		}
	}
}

// Identifies says whether a field of this name is taken to be unique.
func Identifies(field string) bool {
	name := strings.ToLower(field)
	return name == "name" || !strings.HasPrefix(name, "the length of ") && slices.ContainsFunc(
		[]string{"id", "key", "hash", "address", "serial", "number", "code", "uuid", "index", "seq", "sequence", "nonce"},
		func(end string) bool { return strings.HasSuffix(name, end) })
}

// note records a write of state.
func (l *loop) note(fact flow.Fact, site ssa.CallInstruction) {
	c, ok := flow.StubCall(site.Common())
	if !ok || c.Class != fabric.Write {
		return
	}
	i := slices.IndexFunc(l.writes, func(w *write) bool { return w.site == site })
	if i < 0 {
		i = len(l.writes)
		l.writes = append(l.writes, &write{site: site})
	}
	key, value := flow.Touches(c, site, fact.V)
	l.writes[i].key = l.writes[i].key || key
	l.writes[i].value = l.writes[i].value || value
}

// judgeSinks looks at the sinks within the loop that the order matters to.
func (t *tracer) judgeSinks(l *loop, early bool) {
	for _, class := range []fabric.Class{fabric.Event, fabric.Invoke, fabric.Range} {
		for _, part := range []flow.Part{flow.Value, flow.Key} {
			if hit := l.in.Found(flow.Reaches, part, class); hit != nil {
				h := *hit
				h.Reason = InOrder
				l.outer.Report(h, l.pos)
			}
		}
	}
	for _, w := range l.writes {
		if w.value && !w.key {
			sink := flow.Sink{Class: fabric.Write, Name: flow.Callee(w.site.Common()).Name(), Pos: w.site.Pos()}
			l.outer.Report(flow.Hit{Sink: sink, Reason: SameKey}, l.pos)
		}
	}
	key, value := l.in.Found(flow.Reaches, flow.Key, fabric.Write), l.in.Found(flow.Reaches, flow.Value, fabric.Write)
	if value != nil && key == nil && len(l.writes) == 0 {
		h := *value
		h.Reason, h.Likely = SameKey, true
		l.outer.Report(h, l.pos)
	}
	if key != nil && early {
		h := *key
		h.Reason, h.Likely = EndsEarly, true
		l.outer.Report(h, l.pos)
	}
}

package order

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// carry remembers that the loop leaves what is at place in map order: within a
// round it is that round's.
func (t *tracer) carry(l *loop, place flow.Place) {
	key := carriedKey{l.outer, place}
	t.carried[key] = append(t.carried[key], l)
}

// within says whether at sees the carried fact within a round that has set it
// anew, or before the loop.
func (t *tracer) within(f *flow.Frame, fact flow.Fact, at ssa.Instruction) bool {
	for _, l := range t.carried[carriedKey{f, flow.Place{Base: fact.V, Path: fact.Path}}] {
		if l.natural == nil {
			continue
		}
		if !l.behind[at.Block()] {
			return true
		}
		if !l.natural.Blocks[at.Block()] {
			continue
		}
		if _, phi := fact.V.(*ssa.Phi); phi {
			return true // judged by running
		}
		for _, s := range l.stores {
			if s.place.Base == fact.V && flow.Before(s.at, at) {
				return true
			}
		}
	}
	return false
}

// judgeStores looks at what the loop's rounds put into variables and objects
// that outlive them.
func (t *tracer) judgeStores(l *loop, early bool) {
	for _, s := range l.stores {
		worst, path := t.judgeStore(l, s)
		if l.spawn != nil && !t.races(l, s) || l.selects && (worst != list || !l.again(s)) {
			continue
		}
		if update, ok := s.at.(*ssa.MapUpdate); early && worst == clean && (s.keyed || ok && l.in.Knows(update.Key, elem)) {
			worst = wild // which entries are there depends on the end
		}
		kind, ok := worst.kind(early)
		if l.spawn != nil && l.spawn.mode == loose {
			kind, ok = flow.Data, true // it may not have happened yet
		}
		if !ok {
			continue
		}
		base := s.place.Base
		if around := l.outside[base]; around != nil {
			base = around
		}
		t.carry(l, flow.Place{Base: base, Path: path})
		l.outer.Write(base, path, kind, s.at, s.step)
	}
}

// again says whether another case of the select stores to the same place.
func (l *loop) again(s store) bool {
	return slices.ContainsFunc(l.stores, func(other store) bool { return other.place == s.place && other.at != s.at })
}

// judgeStore says how what s leaves depends on the order, and where.
func (t *tracer) judgeStore(l *loop, s store) (verdict, string) {
	path := s.place.Path
	if l.guarded(s.at.Block()) {
		return clean, path // one round only
	}
	switch at := s.at.(type) {
	case *ssa.MapUpdate:
		place := flow.PlaceOf(at.Map).At("/[]")
		u := l.updateOf(place)
		if l.in.Knows(at.Key, elem) && l.names(at.Key) || !l.in.Knows(at.Value, elem) {
			return clean, path
		}
		verdict := u.judge(at.Value)
		if _, fixed := at.Key.(*ssa.Const); verdict == wild && (l.in.Knows(at.Key, elem) || fixed && l.spawn != nil && l.spawn.mode == beside) {
			verdict = clean // one entry for each key, as a rule
		}
		return verdict, path
	case *ssa.Send:
		return list, flow.PlaceOf(at.Chan).Path
	case *ssa.Select:
		return list, path[:max(strings.Index(path, "/[]"), 0)]
	case *ssa.MakeClosure: // handed to sync.Once, or deferred
		if once(at) {
			return wild, path
		}
	case *ssa.Store:
		if s.keyed {
			return clean, path
		}
		if last := strings.LastIndex(path, "/[]"); last >= 0 && !mapAt(s.place.Base.Type(), path[:last]) {
			return list, path[:last]
		}
		return l.updateOf(s.place).judge(at.Val), path
	case ssa.CallInstruction:
		return t.judgeCall(s, at)
	}
	return clean, path
}

// updateOf is how a round changes the variable at place.
func (l *loop) updateOf(place flow.Place) *update {
	acc := func(v ssa.Value) bool {
		switch x := v.(type) {
		case *ssa.UnOp, *ssa.Lookup, *ssa.Field:
			return flow.PlaceOf(v) == place
		case *ssa.Extract:
			lookup, ok := x.Tuple.(*ssa.Lookup)
			return ok && x.Index == 0 && flow.PlaceOf(lookup) == place
		}
		return false
	}
	return &update{l: l, acc: acc, chain: map[ssa.Value]bool{}}
}

// judgeCall is a call that stores something of the entry.
func (t *tracer) judgeCall(s store, call ssa.CallInstruction) (verdict, string) {
	path := s.place.Path
	if len(t.p.Callees(call)) > 0 {
		last := strings.LastIndex(path, "/[]")
		if last < 0 {
			return wild, path
		}
		if mapAt(s.place.Base.Type(), path[:last]) {
			return clean, path
		}
		return list, path[:last]
	}
	fn := flow.Callee(call.Common())
	if fn != nil && (strings.HasPrefix(fn.Name(), "Add") || strings.HasPrefix(fn.Name(), "Store") ||
		strings.HasPrefix(fn.Name(), "Set") || fn.Pkg() != nil && fn.Pkg().Path() == "math/big") {
		return clean, path // sums, sets, and maps by another name
	}
	return wild, path
}

// mapAt says whether the part of a t at path is a map.
func mapAt(t types.Type, path string) bool {
	t = flow.TypeAt(t, path)
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

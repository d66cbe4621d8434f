package order

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// spawn is a place where goroutines are started.
type spawn struct {
	site ssa.CallInstruction
	mode mode
}

// mode is why the order of a spawn's goroutines is open.
type mode int

const (
	// many are started by one statement in a loop.
	many mode = iota
	// beside others, each by a statement of its own.
	beside
	// loose is one that nothing waits for.
	loose
)

const (
	finishing = "the order in which goroutines finish"
	unjoined  = "a goroutine that nothing waits for"
)

// seedSpawns starts at the goroutines of fn.
func (t *tracer) seedSpawns(fn *ssa.Function) {
	spawns := flow.Spawns(fn)
	if len(spawns) == 0 {
		return
	}
	joins := flow.JoinsOf(fn)
	for i, s := range spawns[:min(most, len(spawns))] {
		kind := loose
		natural := flow.LoopAround(s.Site.Block())
		switch {
		case natural != nil && !flow.Joined(joins, natural):
			kind = many
		case besides(joins, spawns, i):
			kind = beside
		case natural != nil || len(joins) > 0 || !s.Statement() || flow.Signals(s.Body):
			continue
		}
		t.spawn(fn, s, natural, kind)
	}
}

// most is how many goroutines of a function are followed, near how many others
// each is compared with; it keeps generated functions that start thousands of
// them linear.
const (
	most = 64
	near = 32
)

// besides says whether another goroutine may run at the same time as the i-th.
func besides(joins []ssa.Instruction, spawns []flow.Spawn, i int) bool {
	for j := max(0, i-near); j < min(len(spawns), i+near); j++ {
		first, second := spawns[min(i, j)], spawns[max(i, j)]
		if i != j && flow.Follows(first.Site, second.Site) && !joinedBetween(joins, first.Site, second.Site) {
			return true
		}
	}
	return false
}

// joinedBetween says whether one of the joins always comes between the two.
func joinedBetween(joins []ssa.Instruction, first, second ssa.Instruction) bool {
	return slices.ContainsFunc(joins, func(join ssa.Instruction) bool {
		return flow.Before(first, join) && flow.Before(join, second)
	})
}

// spawn makes the goroutines that s starts the rounds of a loop.
func (t *tracer) spawn(fn *ssa.Function, s flow.Spawn, natural *flow.Loop, kind mode) {
	name := finishing
	if kind == loose {
		name = unjoined
	}
	outer := t.run.Root(t.source(Goroutines, name, s.Site.Pos()), fn)
	l := t.bodyLoop(outer, s.Site, s.Func)
	if l == nil {
		return
	}
	l.spawn = &spawn{s.Site, kind}
	for i, param := range l.body.Params {
		if i < len(s.Args) {
			l.outside[param] = s.Args[i]
		}
	}
	if kind != many {
		t.enterAll(l)
		return
	}
	for _, list := range [][]ssa.Value{values(l.body.Params), values(l.body.FreeVars)} {
		for _, inner := range list {
			if varies(natural, l.outside[inner]) {
				delete(l.outside, inner)
				l.enter(inner, true)
			}
		}
	}
	for _, b := range l.body.Blocks {
		for _, instr := range b.Instrs {
			if recv, ok := instr.(*ssa.UnOp); ok && isReceive(recv) {
				l.enter(recv, false)
			}
		}
	}
	t.loses(l)
}

func values[V ssa.Value](list []V) []ssa.Value {
	out := make([]ssa.Value, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// varies says whether v differs from round to round of the loop that starts
// the goroutines.
func varies(natural *flow.Loop, v ssa.Value) bool {
	if v == nil {
		return false
	}
	place := flow.PlaceOf(v)
	if natural.Holds(place.Base) || strings.Contains(place.Path, "/[]") {
		return true
	}
	alloc, ok := v.(*ssa.Alloc) // one variable for all rounds, before Go 1.22
	if !ok {
		return false
	}
	if _, basic := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Basic); !basic {
		return false
	}
	for _, ref := range *alloc.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == alloc && natural.Blocks[s.Block()] {
			return true
		}
	}
	return false
}

func isReceive(u *ssa.UnOp) bool {
	c, ok := u.X.Type().Underlying().(*types.Chan)
	return ok && !empty(c.Elem())
}

// empty says whether a value of type t only says that something happened.
func empty(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	return ok && s.NumFields() == 0
}

// enterAll makes everything that a goroutine computes its own: there is one of
// its kind.
func (t *tracer) enterAll(l *loop) {
	for _, param := range l.body.Params {
		if !refers(param.Type()) {
			delete(l.outside, param)
			l.enter(param, false)
		}
	}
	for _, b := range l.body.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Call:
				if _, builtin := instr.Common().Value.(*ssa.Builtin); !builtin {
					l.enter(instr, false)
				}
			case *ssa.UnOp:
				if isReceive(instr) || !refers(instr.Type()) {
					l.enter(instr, false)
				}
			case *ssa.Store:
				if _, fixed := instr.Val.(*ssa.Const); fixed {
					l.in.Write(instr.Addr, "", elem, instr, nil)
				}
			case *ssa.Send:
				if _, fixed := instr.X.(*ssa.Const); fixed {
					l.in.Write(instr.Chan, "/[]", elem, instr, nil)
				}
			}
		}
	}
}

// refers says whether others may see what is written through a value of type t.
func refers(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Chan:
		return true
	}
	return false
}

// races says whether what a goroutine of l stores competes with what others
// store.
func (t *tracer) races(l *loop, s store) bool {
	if l.spawn.mode != beside {
		return true
	}
	mine := l.shared(s)
	if t.rivals == nil {
		t.rivals = map[rival][]rivalStore{}
		for _, other := range t.loops {
			for _, their := range other.stores {
				if key := (rival{other.outer.Fn, other.shared(their)}); other.spawn != nil {
					t.rivals[key] = append(t.rivals[key], rivalStore{other, their.at})
				}
			}
		}
	}
	return slices.ContainsFunc(t.rivals[rival{l.outer.Fn, mine}], func(their rivalStore) bool {
		return their.loop != l && !(constantIndex(s.at) && constantIndex(their.at))
	})
}

// rival is a place that goroutines of a function store to.
type rival struct {
	fn    *ssa.Function
	place flow.Place
}

type rivalStore struct {
	loop *loop
	at   ssa.Instruction
}

// shared is the place around the goroutines that s stores to.
func (l *loop) shared(s store) flow.Place {
	if around := l.outside[s.place.Base]; around != nil {
		return flow.PlaceOf(around).At(s.place.Path)
	}
	return s.place
}

// constantIndex says whether at stores to an element that is fixed.
func constantIndex(at ssa.Instruction) bool {
	s, ok := at.(*ssa.Store)
	if !ok {
		return false
	}
	index, ok := s.Addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	_, fixed := index.Index.(*ssa.Const)
	return fixed
}

// once says whether the closure is run by the goroutine that comes first.
func once(mk *ssa.MakeClosure) bool {
	for _, ref := range *mk.Referrers() {
		if call, ok := ref.(*ssa.Call); ok {
			fn := flow.Callee(call.Common())
			return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && fn.Name() == "Do"
		}
	}
	return false
}

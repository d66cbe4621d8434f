package order

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// loop is a loop whose rounds come in map order: over a map, over a sequence
// in map order, or a function that is called for each entry.
type loop struct {
	// outer is the frame that the loop runs in; in holds the facts on single
	// entries within the loop.
	outer, in *flow.Frame
	// natural is nil where the loop's body is the function body, which is
	// called once a round.
	natural *flow.Loop
	body    *ssa.Function
	pos     token.Pos
	// outside are the body's free variables and parameters that all rounds
	// share, with what they stand for around it.
	outside map[ssa.Value]ssa.Value
	// spawn is set where the rounds are goroutines, selects where they take a
	// case of a select.
	spawn   *spawn
	selects bool
	// entries are the values that a round starts with; true for those that no
	// two rounds share, such as the map's key.
	entries map[ssa.Value]bool

	behind  map[*ssa.BasicBlock]bool
	after   map[flow.Fact][]ssa.Instruction
	escapes []use
	stores  []store
	writes  []*write
}

// use is an instruction outside of the loop that sees one of its entries.
type use struct {
	fact flow.Fact
	at   ssa.Instruction
	step *flow.Step
}

// store puts something of an entry into what outlives the round.
type store struct {
	fact  flow.Fact // V is the address
	place flow.Place
	keyed bool // each entry has a place of its own
	at    ssa.Instruction
	step  *flow.Step
}

// write is a write of state within the loop.
type write struct {
	site       ssa.CallInstruction
	key, value bool // depends on the entry
}

type loopKey struct {
	outer *flow.Frame
	at    any
}

// loop is the loop of the frame outer; it is made at the first call.
func (t *tracer) loop(outer *flow.Frame, natural *flow.Loop, pos token.Pos) *loop {
	in, fresh := t.run.Own(loopKey{outer, natural.Header}, outer.Fn)
	if fresh {
		in.Owner = &loop{
			outer: outer, in: in, natural: natural, pos: pos, entries: map[ssa.Value]bool{},
			behind: natural.Behind(), after: map[flow.Fact][]ssa.Instruction{},
		}
		t.loops = append(t.loops, in.Owner.(*loop))
		t.findKeyFields(natural)
	}
	return in.Owner.(*loop)
}

// yields starts a loop whose body is the function that arg holds.
func (t *tracer) yields(outer *flow.Frame, call *ssa.Call, arg ssa.Value) {
	l := t.bodyLoop(outer, call, arg)
	if l == nil {
		return
	}
	for i, param := range l.body.Params {
		l.enter(param, i == 0)
	}
}

// bodyLoop is a new loop of the frame outer, whose body is the function that
// arg holds; nil where that is not known, or the loop is there already.
func (t *tracer) bodyLoop(outer *flow.Frame, at ssa.Instruction, arg ssa.Value) *loop {
	l := &loop{
		outer: outer, pos: at.Pos(), entries: map[ssa.Value]bool{},
		outside: map[ssa.Value]ssa.Value{}, after: map[flow.Fact][]ssa.Instruction{},
	}
	if convert, ok := arg.(*ssa.ChangeType); ok {
		arg = convert.X
	}
	switch f := arg.(type) {
	case *ssa.MakeClosure:
		l.body = f.Fn.(*ssa.Function)
		for i, free := range l.body.FreeVars {
			l.outside[free] = f.Bindings[i]
		}
	case *ssa.Function:
		l.body = f
	}
	if l.body == nil || l.body.Blocks == nil {
		return nil
	}
	in, fresh := t.run.Own(loopKey{outer, at}, l.body)
	if !fresh {
		return nil
	}
	l.in, in.Owner = in, l
	t.loops = append(t.loops, l)
	return l
}

// enter makes v one of the values that a round starts with.
func (l *loop) enter(v ssa.Value, unique bool) {
	l.entries[v] = unique
	l.in.Add(flow.Fact{V: v, Kind: elem}, nil)
}

// holds says whether b is run once a round.
func (l *loop) holds(b *ssa.BasicBlock) bool {
	if l.natural == nil {
		return b.Parent() == l.body
	}
	return l.natural.Blocks[b]
}

// own says whether v is computed anew in each round.
func (l *loop) own(v ssa.Value) bool {
	if l.natural != nil {
		return l.natural.Holds(v)
	}
	_, shared := l.outside[v]
	_, global := v.(*ssa.Global)
	return !shared && !global
}

// useElem follows what depends on one entry.
func (t *tracer) useElem(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if _, branch := at.(*ssa.If); branch {
		return true
	}
	t.reads(f, fact, at, step)
	l, ok := f.Owner.(*loop)
	if !ok {
		return false
	}
	if !l.holds(at.Block()) {
		if l.own(fact.V) {
			l.escapes = append(l.escapes, use{fact, at, step})
		}
		return true
	}
	if !l.own(fact.V) && !l.stored(fact, at) {
		return true
	}
	switch at := at.(type) {
	case *ssa.Phi:
		return l.natural != nil && at.Block() == l.natural.Header // carried to the next round
	case *ssa.Return:
		return true // the end of a round
	case ssa.CallInstruction:
		l.note(fact, at)
	}
	return false
}

// reads makes what the ledger has for an entry the entry's.
func (t *tracer) reads(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) {
	call, ok := at.(*ssa.Call)
	if !ok {
		return
	}
	c, ok := flow.StubCall(call.Common())
	if !ok || c.Class != fabric.Read && c.Class != fabric.Range {
		return
	}
	if key, _ := flow.Touches(c, call, fact.V); key {
		f.Add(flow.Fact{V: call, Path: "/#0", Kind: elem}, step)
	}
}

// stored says whether at comes after a store of this round.
func (l *loop) stored(fact flow.Fact, at ssa.Instruction) bool {
	for _, s := range l.after[fact] {
		if flow.Before(s, at) {
			return true
		}
	}
	return false
}

// wrote records what an entry leaves behind, and lets the rest of its round
// see it.
func (t *tracer) wrote(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	l, ok := f.Owner.(*loop)
	if !ok {
		return false
	}
	base, path, keyed := l.chase(fact.V, fact.Path)
	if l.own(base) {
		if f.Knows(base, elem) {
			f.Add(flow.Fact{V: base, Path: path, Kind: elem}, step)
			return true // the entry's own
		}
		return false
	}
	l.stores = append(l.stores, store{fact, flow.Place{Base: base, Path: path}, keyed, at, step})
	within := flow.Fact{V: base, Path: path, Kind: elem}
	l.after[within] = append(l.after[within], at)
	f.Add(within, step)
	return true
}

// chase is what addr hangs on, as flow.PlaceOf, but stops at what the entry
// gave. Keyed says that the entry chose the place.
func (l *loop) chase(addr ssa.Value, path string) (base ssa.Value, below string, keyed bool) {
	for {
		index := indexed(addr)
		_, entry := l.entries[addr]
		if entry || index == nil && l.own(addr) && l.in.Knows(addr, elem) {
			return addr, path, keyed
		}
		holder, below := flow.Holder(addr, path)
		if holder == nil {
			return addr, path, keyed
		}
		keyed = keyed || index != nil && l.in.Knows(index, elem)
		addr, path = holder, below
	}
}

// indexed is the index by which addr was taken, or nil.
func indexed(addr ssa.Value) ssa.Value {
	switch a := addr.(type) {
	case *ssa.IndexAddr:
		return a.Index
	case *ssa.Lookup:
		return a.Index
	}
	return nil
}

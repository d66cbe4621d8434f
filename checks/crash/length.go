package crash

import (
	"go/token"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// point is a place in a function: before the instruction of that index.
type point struct {
	block *ssa.BasicBlock
	index int
}

// fact says that a list has min elements at least; and, where past is not 0,
// that it has not exactly past-1: with a switch, lengths are left out one by
// one.
type fact struct {
	key       key
	min, past int
}

// event is a fact from an instruction on; branch one that holds on an edge.
type (
	event struct {
		block, index, min int
	}
	branch struct {
		from, arm, min, past int
	}
)

// lengths is what a function shows of the lengths of its lists.
type lengths struct {
	fn       *ssa.Function
	events   map[key][]event // in the order of the blocks
	branches map[key][]branch
	sites    []site
	at       map[ssa.Instruction]point // of calls, stores and closures
	in       map[key][]int             // by block
}

// site is an index or a slice expression that needs n elements.
type site struct {
	instr ssa.Instruction
	list  ssa.Value
	n     int
	at    point
}

// lengthsOf reads fn once.
func (f *finder) lengthsOf(fn *ssa.Function) *lengths {
	if l := f.known[fn]; l != nil {
		return l
	}
	l := &lengths{
		fn: fn, events: map[key][]event{}, branches: map[key][]branch{},
		at: map[ssa.Instruction]point{}, in: map[key][]int{},
	}
	f.known[fn] = l // holds for recursion, which then tells nothing new
	f.reading[fn] = true
	for _, b := range fn.Blocks {
		for i, instr := range b.Instrs {
			f.read(l, instr, point{b, i})
		}
		if branchAt, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok && b.Succs[0] != b.Succs[1] {
			for arm, truth := range []bool{true, false} {
				for _, fact := range f.facts(branchAt.Cond, truth, 0) {
					l.branches[fact.key] = append(l.branches[fact.key], branch{b.Index, arm, fact.min, fact.past})
				}
			}
		}
	}
	delete(f.reading, fn)
	return l
}

func (f *finder) read(l *lengths, instr ssa.Instruction, at point) {
	switch instr := instr.(type) {
	case *ssa.IndexAddr:
		f.indexed(l, instr, instr.X, f.reach(instr.Index, instr.X), at)
	case *ssa.Index:
		f.indexed(l, instr, instr.X, f.reach(instr.Index, instr.X), at)
	case *ssa.Slice:
		n := 0
		for _, bound := range []ssa.Value{instr.Low, instr.High} {
			if bound != nil {
				c, _ := number(bound)
				n = max(n, c, f.behind(bound, instr.X))
			}
		}
		f.indexed(l, instr, instr.X, n, at)
	case *ssa.Call:
		l.at[instr] = at
		if fn := instr.Common().StaticCallee(); fn != nil && !f.reading[flow.Generic(fn)] {
			for _, fact := range f.ensured(instr, always) {
				l.events[fact.key] = append(l.events[fact.key], event{at.block.Index, at.index, fact.min})
			}
		}
	case *ssa.Defer, *ssa.Go, *ssa.Store, *ssa.MakeClosure, *ssa.Return:
		l.at[instr] = at
	}
}

// indexed notes a place that needs n elements of a list; behind it they are
// there.
func (f *finder) indexed(l *lengths, instr ssa.Instruction, list ssa.Value, n int, at point) {
	if n <= 0 || !isList(list.Type()) || n >= most {
		return
	}
	k := f.keyOf(list, "")
	l.sites = append(l.sites, site{instr, list, n, at})
	l.events[k] = append(l.events[k], event{at.block.Index, at.index, n})
}

// reach is how many elements an index needs.
func (f *finder) reach(index, list ssa.Value) int {
	if n, ok := number(index); ok {
		return n + 1
	}
	if n := counted(index); n > 0 {
		return n
	}
	return f.behind(index, list)
}

// counted is how many elements a loop looks at that counts to a constant:
// for i := 0; i < 3; i++.
func counted(index ssa.Value) int {
	phi, ok := index.(*ssa.Phi)
	if !ok || len(phi.Edges) != 2 {
		return 0
	}
	branch, ok := phi.Block().Instrs[len(phi.Block().Instrs)-1].(*ssa.If)
	if !ok {
		return 0
	}
	cmp, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cmp.X != phi || cmp.Op != token.LSS || !ascends(phi) {
		return 0
	}
	n, _ := number(cmp.Y)
	return n
}

// ascends says whether phi starts at a constant and grows by one.
func ascends(phi *ssa.Phi) bool {
	_, start := number(phi.Edges[0])
	step, ok := phi.Edges[1].(*ssa.BinOp)
	if !ok || !start || step.Op != token.ADD || step.X != phi {
		return false
	}
	n, _ := number(step.Y)
	return n == 1
}

// behind is k for an index len(list)-k.
func (f *finder) behind(index, list ssa.Value) int {
	k, shift, ok := f.lengthIn(index)
	if ok && shift < 0 && k == f.keyOf(list, "") {
		return -shift
	}
	return 0
}

// budget bounds the blocks that are looked at for one package's lists; behind
// it every length counts as checked.
const budget = 1 << 24

// before are the least lengths of a list at the start of each block.
func (f *finder) before(l *lengths, k key) []int {
	if in, ok := l.in[k]; ok {
		return in
	}
	if len(l.events[k]) == 0 && len(l.branches[k]) == 0 {
		return nil
	}
	n := len(l.fn.Blocks)
	in, gain := make([]int, n), make([]int, n)
	l.in[k] = in
	for i := range in {
		in[i] = most
	}
	for _, e := range l.events[k] {
		gain[e.block] = max(gain[e.block], e.min)
	}
	arms := map[[2]int]branch{}
	for _, e := range l.branches[k] {
		e.min, e.past = max(arms[[2]int{e.from, e.arm}].min, e.min), max(arms[[2]int{e.from, e.arm}].past, e.past)
		arms[[2]int{e.from, e.arm}] = e
	}
	for changed := true; changed; {
		if f.spent += n; f.spent > budget {
			for i := range in {
				in[i] = most
			}
			return in
		}
		changed = false
		for _, b := range l.fn.Blocks {
			least := most
			for _, pred := range b.Preds {
				way := arms[[2]int{pred.Index, arm(pred, b)}]
				here := max(in[pred.Index], gain[pred.Index], way.min)
				if here == way.past-1 {
					here = way.past
				}
				least = min(least, here)
			}
			if len(b.Preds) == 0 {
				least = 0
			}
			if least < in[b.Index] {
				in[b.Index], changed = least, true
			}
		}
	}
	return in
}

// arm is by which successor pred comes to b.
func arm(pred, b *ssa.BasicBlock) int {
	for i, s := range pred.Succs {
		if s == b {
			return i
		}
	}
	return -1
}

// least is how many elements the list has at a place, as far as its function
// shows: with the function's name, the client's arguments are one more.
func (f *finder) least(fn *ssa.Function, k key, at point) int {
	n := f.shown(fn, k, at)
	if i := strings.LastIndexByte(k.path, '['); i >= 0 && strings.HasSuffix(k.path, "]") {
		n = max(n, f.shown(fn, key{k.base, k.path[:i] + elements}, at))
	}
	if k == (key{nil, params}) {
		n = max(n, f.shown(fn, key{nil, all}, at)-1)
	}
	if k == (key{nil, all}) {
		if behind := f.shown(fn, key{nil, params}, at); behind > 0 {
			n = max(n, behind+1)
		}
	}
	return n
}

func (f *finder) shown(fn *ssa.Function, k key, at point) int {
	l := f.lengthsOf(fn)
	in := f.before(l, k)
	if in == nil {
		return 0
	}
	n, events := in[at.block.Index], l.events[k]
	first := sort.Search(len(events), func(i int) bool { return events[i].block >= at.block.Index })
	for _, e := range events[first:] {
		if e.block != at.block.Index || e.index >= at.index {
			break
		}
		n = max(n, e.min)
	}
	return n
}

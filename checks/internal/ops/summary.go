package ops

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Func is what one function does to the ledger.
type Func struct {
	Fn *ssa.Function
	// Events are its operations and those of what it calls, in the order of
	// the function's blocks, each call's in the callee's order.
	Events []*Event

	p       *Package
	eval    *evaluator
	sum     Summary
	walks   walks
	lookups []lookup
	puts    []*Event
	counted bool
}

// Event is an operation at the place in a function where it happens: its own
// call of the stub, or the call of a function that performs it.
type Event struct {
	Op
	Site ssa.CallInstruction
	// Sure is set where the operation happens whenever Site is come to.
	Sure bool
	// Direct is set for the function's own call of the stub. Open is set where
	// keys depend on what the function hands to the one that makes the call.
	Direct, Open bool

	key    string // canonical, with the collection
	opaque bool
	order  int // among the function's events
}

// most is how many operations a summary keeps.
const most = 128

// analyze finds the operations of fn.
func (p *Package) analyze(fn *ssa.Function) *Func {
	f := &Func{Fn: fn, p: p, eval: newEvaluator(p, fn)}
	f.lookups = f.findLookups()
	for _, b := range fn.Blocks {
		if !p.Flow.Live(b) {
			continue
		}
		for _, instr := range b.Instrs {
			switch site := instr.(type) {
			case *ssa.Call:
				f.at(site)
			case *ssa.Defer:
				f.at(site)
			}
		}
	}
	f.summarize()
	f.results()
	f.sum.Looks = f.looks()
	return f
}

// at adds the events of one call.
func (f *Func) at(site ssa.CallInstruction) {
	if _, builtin := site.Common().Value.(*ssa.Builtin); builtin {
		return
	}
	if isMock(site.Common()) {
		return
	}
	found := false
	for _, t := range f.p.callees(site) {
		for _, op := range t.sum.Ops {
			found = true
			f.inherit(op, t, site)
		}
	}
	for _, mk := range closures(site) {
		fn := mk.Fn.(*ssa.Function)
		if g := f.p.all[fn]; g != nil && !f.takesStub(fn) {
			for _, op := range g.sum.Ops {
				f.enclose(op, mk, site)
			}
		}
	}
	if found {
		return
	}
	if op, ok := f.eval.primitive(site); ok {
		op.Cached = op.Kind == Get && f.cached(site, op)
		f.add(&Event{Op: op, Site: site, Sure: true, Direct: true})
	}
}

// takesStub says whether a function literal gets its own stub: a handler that
// somebody else will call, in another transaction.
func (f *Func) takesStub(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Params, func(param *ssa.Parameter) bool { return f.p.Flow.CarriesStub(param.Type()) })
}

// inherit adds an operation of a callee as the caller has it.
func (f *Func) inherit(op Op, t target, site ssa.CallInstruction) {
	e := &Event{Op: op, Site: site, Sure: op.Must && t.sure}
	for _, x := range []Expr{op.Key, op.End, op.Coll} {
		x.each(func(part Expr) { e.Open = e.Open || part.Op == parameter })
	}
	e.Key, e.End, e.Coll = f.eval.handed(op.Key, site), f.eval.handed(op.End, site), f.eval.handed(op.Coll, site)
	if t.fn == nil || t.fn.Synthetic == "" && t.fn.Parent() == nil {
		e.Via = append([]string{t.name}, op.Via...)
		if len(e.Via) > 3 {
			e.Via = append(e.Via[:1:1], e.Via[len(e.Via)-2:]...)
		}
	}
	f.add(e)
}

// enclose adds an operation of a function literal that the call hands on, by
// what the literal has captured.
func (f *Func) enclose(op Op, mk *ssa.MakeClosure, site ssa.CallInstruction) {
	captured := func(x Expr) Expr {
		return x.mapped(func(leaf Expr) Expr {
			if leaf.Index < free || leaf.Index-free >= len(mk.Bindings) {
				return Expr{Op: unknown}
			}
			return f.eval.part(mk.Bindings[leaf.Index-free], leaf.Text)
		})
	}
	op.Key, op.End, op.Coll = captured(op.Key), captured(op.End), captured(op.Coll)
	f.add(&Event{Op: op, Site: site})
}

func (f *Func) add(e *Event) {
	key, opaque := e.Key.canon()
	coll, opaque2 := e.Coll.canon()
	e.key, e.opaque = coll+"|"+key, opaque || e.Private && opaque2
	e.order = len(f.Events)
	f.Events = append(f.Events, e)
}

// Puts are the function's writes.
func (f *Func) Puts() []*Event {
	if !f.counted {
		f.counted = true
		for _, e := range f.Events {
			if e.Kind == Put {
				f.puts = append(f.puts, e)
			}
		}
	}
	return f.puts
}

// near is how many events are looked at on each side of another one.
const near = 64

// Near are the events of the list, which is in the function's order, that
// stand next to e: those before it, the nearest first, then those behind. Some
// that are far away are left out, so that a function with thousands of calls
// takes no time for each two of them.
func (e *Event) Near(list []*Event) []*Event {
	i, _ := slices.BinarySearchFunc(list, e.order, func(x *Event, order int) int { return x.order - order })
	before := slices.Clone(list[max(0, i-near):i])
	slices.Reverse(before)
	return append(before, list[i:min(len(list), i+near)]...)
}

// summarize makes the events what callers see.
func (f *Func) summarize() {
	type same struct {
		name, key, end string
		kind           Kind
	}
	spine := f.p.Flow.Spine(f.Fn)
	known := map[same]int{}
	for _, e := range f.Events {
		op := e.Op
		op.Key, op.End, op.Coll = op.Key.exported(), op.End.exported(), op.Coll.exported()
		op.Must = e.Sure && spine[e.Site.Block()]
		key, _ := op.Key.canon()
		end, _ := op.End.canon()
		coll, _ := op.Coll.canon()
		id := same{op.Name, coll + "|" + key, end, op.Kind}
		if i, ok := known[id]; ok {
			old := &f.sum.Ops[i]
			old.Must = old.Must || op.Must
			old.Cached, old.Unused = old.Cached && op.Cached, old.Unused && op.Unused
			continue
		}
		if len(f.sum.Ops) < most {
			known[id] = len(f.sum.Ops)
			f.sum.Ops = append(f.sum.Ops, op)
		}
	}
}

// results finds the strings that the function makes of its parameters.
func (f *Func) results() {
	n := f.Fn.Signature.Results().Len()
	if n == 0 {
		return
	}
	f.sum.Results = make([]Expr, n)
	for i := range n {
		if isString(f.Fn.Signature.Results().At(i).Type()) {
			f.sum.Results[i] = f.returned(i)
		}
	}
}

// returned is what result i is on every way out that is not an error.
func (f *Func) returned(i int) Expr {
	var x Expr
	text := ""
	for _, b := range f.Fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || !f.p.Flow.Live(b) {
			continue
		}
		y := f.eval.expr(ret.Results[i]).exported()
		canon, opaque := y.canon()
		if opaque || text != "" && canon != text {
			return Expr{}
		}
		x, text = y, canon
	}
	return x
}

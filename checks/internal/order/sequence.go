package order

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Use is the engine's hook: it sends each kind of fact its way.
func (t *tracer) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	switch fact.Kind {
	case elem:
		return t.useElem(f, fact, at, step)
	case seq:
		return t.within(f, fact, at) || t.useSeq(f, fact, at, step)
	}
	return t.within(f, fact, at)
}

// Wrote is the engine's hook for what is stored.
func (t *tracer) Wrote(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	return fact.Kind == elem && t.wrote(f, fact, at, step)
}

// useSeq follows a sequence in map order. Only the whole is in doubt: its
// length and its entries are not.
func (t *tracer) useSeq(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if t.sorted(f, fact, at) {
		return true
	}
	if fact.Path != "" {
		return false
	}
	switch at := at.(type) {
	case *ssa.UnOp:
		return at.Op == token.ARROW && t.receive(f, at, step)
	case *ssa.IndexAddr:
		return at.X == fact.V && t.entry(f, at, at.Index, step)
	case *ssa.Index:
		return at.X == fact.V && t.entry(f, at, at.Index, step)
	case *ssa.Slice:
		if at.X == fact.V && (!zero(at.Low) || at.High != nil) {
			f.Add(flow.Fact{V: at}, step) // some of them
			return true
		}
	case *ssa.Call:
		return t.callSeq(f, fact, at, step)
	}
	return false
}

func zero(v ssa.Value) bool {
	if v == nil {
		return true
	}
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Int && c.Int64() == 0
}

// entry is one entry of a sequence: of each round of a loop over it, or one
// that the order chooses.
func (t *tracer) entry(f *flow.Frame, at ssa.Value, index ssa.Value, step *flow.Step) bool {
	if header := counter(index); header != nil {
		natural := flow.LoopAt(header)
		if natural != nil && natural.Blocks[at.(ssa.Instruction).Block()] {
			t.loop(f, natural, at.Pos()).enter(at, true)
			return true
		}
	}
	f.Add(flow.Fact{V: at}, step)
	return true
}

// around is the innermost loop around b, or nil.
func (t *tracer) around(b *ssa.BasicBlock) *flow.Loop {
	l, known := t.innermost[b]
	if !known {
		l = flow.LoopAround(b)
		t.innermost[b] = l
	}
	return l
}

// counter is the header of the loop that index counts the rounds of, or nil.
func counter(index ssa.Value) *ssa.BasicBlock {
	phi, ok := index.(*ssa.Phi)
	if next, isNext := index.(*ssa.BinOp); isNext && next.Op == token.ADD {
		phi, ok = next.X.(*ssa.Phi)
	}
	if !ok {
		return nil
	}
	for _, edge := range phi.Edges {
		next, isNext := edge.(*ssa.BinOp)
		if isNext && (next.Op == token.ADD || next.Op == token.SUB) && next.X == phi {
			return phi.Block()
		}
	}
	return nil
}

// callSeq follows a sequence into a call.
func (t *tracer) callSeq(f *flow.Frame, fact flow.Fact, call *ssa.Call, step *flow.Step) bool {
	common := call.Common()
	if common.Value == fact.V && !common.IsInvoke() { // for x := range maps.Keys(m)
		if len(common.Args) == 1 {
			t.yields(f, call, common.Args[0])
		}
		return true
	}
	fn := flow.Callee(common)
	if fn == nil || fn.Pkg() == nil || len(t.p.Callees(call)) > 0 {
		return false
	}
	path, name := fn.Pkg().Path(), fn.Name()
	switch path {
	case "sort":
		return true
	case "slices", "golang.org/x/exp/slices", "maps":
		switch {
		case strings.HasPrefix(name, "Contains"), strings.HasPrefix(name, "Max"), strings.HasPrefix(name, "Min"), name == "Sorted",
			path == "maps", name == "SortFunc", name == "SortStableFunc":
			return true
		case name == "SortedFunc", name == "SortedStableFunc":
			s := t.comparator(call, common.Args[0], common.Args[1])
			if !s.total {
				t.note(f, s)
				f.Add(flow.Fact{V: call, Kind: seq}, step)
			}
			return true
		case name == "Index", name == "IndexFunc", name == "BinarySearch", name == "Equal":
		default: // Collect, Clone, Compact, Values, Reverse, ...
			f.Add(flow.Fact{V: call, Kind: seq}, step)
			return true
		}
	case "reflect":
		f.Add(flow.Fact{V: call, Kind: seq}, step)
		return true
	}
	if _, stub := flow.StubCall(common); stub {
		return false
	}
	if t.keeps(call, fn) {
		return true
	}
	f.Follow(flow.Fact{V: fact.V}, call, step)
	return true
}

// receive takes one of the values of a channel that was filled in this order:
// that of a round, or the first.
func (t *tracer) receive(f *flow.Frame, at *ssa.UnOp, step *flow.Step) bool {
	if natural := t.around(at.Block()); natural != nil {
		t.loop(f, natural, at.Pos()).enter(at, false)
		return true
	}
	f.Add(flow.Fact{V: at}, step)
	return true
}

// note keeps the sort with ties that a source went through, for the message.
func (t *tracer) note(f *flow.Frame, s *Sort) {
	if f.Source != nil && t.ties[f.Source] == nil {
		t.ties[f.Source] = s
	}
}

package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// decide follows a fact that a branch depends on to all that the branch
// decides: sinks that happen or not, values that differ afterwards, what is
// returned.
func (f *Frame) decide(fact Fact, at *ssa.If, step *Step) {
	p := f.run.P
	pos := at.Cond.Pos()
	step = &Step{prev: step, pos: pos, note: "decides here"}
	live := 0
	for _, s := range at.Block().Succs {
		if p.Live(s) {
			live++
		}
	}
	if live == 0 {
		return
	}
	if live == 1 {
		f.Hit(Hit{Sink: Sink{Class: fabric.None, Name: "an error", Pos: pos}, Manner: Fails}, step)
		f.decidedError(step)
		return
	}
	arms, join := p.arms(at.Block())
	if f.Source != nil {
		f.Source.work += len(arms)
	}
	in := map[*ssa.BasicBlock]bool{}
	for _, b := range arms {
		in[b] = true
	}
	f.decidedReturns(arms, step)
	if join != nil {
		f.decidedPhis(at.Block(), join, in, step)
	}
	for _, b := range arms {
		if f.decided[b] {
			continue
		}
		f.decided[b] = true
		f.decidedBlock(b, in, step)
	}
}

// decidedError makes a helper's error known to those who look at it.
func (f *Frame) decidedError(step *Step) {
	results := f.Fn.Signature.Results()
	for i := range results.Len() {
		if isErrorType(results.At(i).Type()) {
			f.escape(exit{result: i, kind: Decided}, step)
		}
	}
}

// decidedBlock is what a block does that may be passed or not.
func (f *Frame) decidedBlock(b *ssa.BasicBlock, in map[*ssa.BasicBlock]bool, step *Step) {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			f.decidedCall(instr, step)
		case *ssa.Store:
			if !isErrorType(instr.Val.Type()) && !local(instr.Addr, in) {
				f.Write(instr.Addr, "", Decided, instr, step)
			}
		case *ssa.MapUpdate:
			if !local(instr.Map, in) {
				f.Write(instr.Map, push(element, ""), Decided, instr, step)
			}
		case *ssa.Phi:
			f.decidedLoop(instr, in, step)
		}
	}
}

// decidedCall is a call that happens or not.
func (f *Frame) decidedCall(site ssa.CallInstruction, step *Step) {
	if s := f.run.P.sinkOf(site); s != nil {
		if s.Class == fabric.Response {
			return
		}
		if s.Place != "" {
			name := Qualified(Callee(site.Common()))
			step = &Step{prev: step, pos: site.Pos(), note: "decides whether " + name + " is called", via: name}
		}
		f.Hit(Hit{Sink: *s, Manner: Decides}, step)
		return
	}
	callees := f.run.P.calls.callees[site]
	for _, callee := range callees {
		if s := f.run.P.sinks[callee]; s != nil {
			name := f.run.P.name(callee)
			via := &Step{prev: step, pos: site.Pos(), note: "decides whether " + name + " is called", via: f.run.P.via(callee), likely: len(callees) > 1}
			f.Hit(Hit{Sink: *s, Manner: Decides}, via)
		}
	}
}

// decidedLoop is a value of a loop's rounds that is used behind the loop,
// where the branch decides how many rounds there are.
func (f *Frame) decidedLoop(phi *ssa.Phi, in map[*ssa.BasicBlock]bool, step *Step) {
	for _, ref := range *phi.Referrers() {
		if !in[ref.Block()] {
			f.Add(Fact{phi, "", Decided}, step)
			return
		}
	}
}

// local says whether addr is of a variable that only lives in the blocks.
func local(addr ssa.Value, in map[*ssa.BasicBlock]bool) bool {
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.IndexAddr:
			addr = a.X
		case *ssa.Alloc:
			return in[a.Block()]
		case *ssa.MakeMap:
			return in[a.Block()]
		default:
			return false
		}
	}
}

// decidedPhis are the values that differ by the way from branch to join.
func (f *Frame) decidedPhis(branch, join *ssa.BasicBlock, in map[*ssa.BasicBlock]bool, step *Step) {
	for _, instr := range join.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			return
		}
		var first ssa.Value
		for i, edge := range phi.Edges {
			if pred := join.Preds[i]; !in[pred] && pred != branch {
				continue
			}
			if first != nil && !same(first, edge) {
				f.Add(Fact{phi, "", Decided}, step)
				break
			}
			first = edge
		}
	}
}

// decidedReturns are the results that differ by the return that is reached.
func (f *Frame) decidedReturns(arms []*ssa.BasicBlock, step *Step) {
	var returns []*ssa.Return
	for _, b := range arms {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			returns = append(returns, ret)
		}
	}
	for i := range f.Fn.Signature.Results().Len() {
		for _, ret := range returns {
			if same(returns[0].Results[i], ret.Results[i]) {
				continue
			}
			f.Result(i, "", Decided, ret, step)
			if fabric.IsResponse(ret.Results[i].Type()) && f.run.P.Entry(f.Fn) != NoEntry {
				f.Hit(Hit{Sink: Sink{Class: fabric.Response, Name: "the response", Pos: ret.Pos()}, Manner: Decides}, step)
			}
			break
		}
	}
}

// same says whether two values are certainly equal.
func same(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *ssa.Const:
		b, ok := b.(*ssa.Const)
		return ok && a.String() == b.String()
	case *ssa.Call:
		b, ok := b.(*ssa.Call)
		return ok && fabric.IsSuccess(Callee(a.Common())) && fabric.IsSuccess(Callee(b.Common())) &&
			same(a.Common().Args[0], b.Common().Args[0])
	case *ssa.UnOp:
		b, ok := b.(*ssa.UnOp)
		return ok && a.Op == token.MUL && b.Op == token.MUL && a.X == b.X
	}
	return false
}

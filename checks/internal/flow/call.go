package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/origin"
)

// capture follows a fact into a closure that is made with it.
func (f *Frame) capture(fact Fact, at *ssa.MakeClosure, step *Step) {
	fn := at.Fn.(*ssa.Function)
	for i, bound := range at.Bindings {
		if bound == fact.V && fn.Blocks != nil && i < len(fn.FreeVars) {
			f.enter(fn, fn.FreeVars[i], fact, at, step)
		}
	}
}

// enter follows a fact into fn, by the parameter or free variable v.
func (f *Frame) enter(fn *ssa.Function, v ssa.Value, fact Fact, at ssa.Instruction, step *Step) {
	in := f.run.Enter(fn, Fact{v, fact.Path, fact.Kind})
	in.wait(link{frame: f, site: at, step: step})
}

// call follows a fact into a call: of a sink, of this package, or of another.
func (f *Frame) call(fact Fact, site ssa.CallInstruction, step *Step) {
	common := site.Common()
	if c, ok := StubCall(common); ok {
		f.stubCall(c, fact, site, step)
		return
	}
	fn := Callee(common)
	switch {
	case fabric.IsSuccess(fn):
		f.Hit(Hit{Sink: *f.run.P.sinkOf(site), Manner: manner(fact.Kind)}, step)
		return
	case fabric.IsError(fn):
		return
	}
	if b, ok := common.Value.(*ssa.Builtin); ok {
		f.builtin(b.Name(), fact, site, step)
		return
	}
	callees := f.run.P.calls.callees[site]
	for _, callee := range callees {
		for _, param := range callee.Params {
			if Argument(common, callee, param) == fact.V {
				f.enter(callee, param, fact, site, step)
			}
		}
	}
	if common.Value == fact.V && !common.IsInvoke() {
		f.opaqueResults(site, fact.Kind, step) // a function that yields the source
		return
	}
	if foreign, ok := f.run.P.summarised(site); ok {
		f.across(foreign, fact, site, step)
		return
	}
	if f.run.P.elsewhere(site) {
		hit := Hit{Sink: *f.run.P.sinkOf(site), Manner: manner(fact.Kind)}
		for hit.Part = range Key + 1 { // it may be either
			f.Hit(hit, step)
		}
	}
	if len(callees) == 0 {
		f.opaque(fact, site, step)
	}
}

func (f *Frame) stubCall(c fabric.Call, fact Fact, site ssa.CallInstruction, step *Step) {
	hit := Hit{Sink: *f.run.P.sinkOf(site), Manner: manner(fact.Kind)}
	key, value := Touches(c, site, fact.V)
	if key {
		hit.Part = Key
		f.Hit(hit, step)
	}
	if value {
		hit.Part = Value
		f.Hit(hit, step)
	}
}

func (f *Frame) builtin(name string, fact Fact, site ssa.CallInstruction, step *Step) {
	args := site.Common().Args
	v := site.Value()
	switch name {
	case "append":
		f.Add(Fact{v, fact.Path, fact.Kind}, step)
	case "copy":
		if args[1] == fact.V {
			f.Write(args[0], fact.Path, fact.Kind, site, step)
		}
	case "len", "cap":
		// The length of a time's text does not change with the time.
		if fact.Kind == Decided && fact.Path == "" {
			f.Add(Fact{v, "", fact.Kind}, step)
		}
	case "min", "max", "real", "imag", "complex", "ssa:wrapnilchk":
		f.Add(Fact{v, fact.Path, fact.Kind}, step)
	}
}

// opaque follows a fact into a function whose body is elsewhere. What it
// returns depends on what it got; what it writes to is known by name.
func (f *Frame) opaque(fact Fact, site ssa.CallInstruction, step *Step) {
	common := site.Common()
	fn := Callee(common)
	if fn != nil && (!known(fn, fact) || unneeded(fn, common, fact.V)) {
		return
	}
	if fn == nil || fn.Pkg() == nil || !standard(fn.Pkg().Path()) && !origin.Known(fn.Pkg().Path()) {
		step = &Step{prev: step, pos: site.Pos(), likely: true}
	}
	for _, target := range targets(fn, common) {
		if target != fact.V {
			f.Write(target, "", fact.Kind, site, step)
		}
	}
	if recv := Receiver(common); recv != nil && f.run.P.CarriesStub(recv.Type()) {
		if fn.Name() == "CreateCompositeKey" {
			f.Add(Fact{site.Value(), push(tuple(0), ""), fact.Kind}, step)
		}
		return // what the ledger or the proposal answers
	}
	f.opaqueResults(site, fact.Kind, step)
}

// opaqueResults makes all results of the call depend on the source.
func (f *Frame) opaqueResults(site ssa.CallInstruction, kind Kind, step *Step) {
	v := site.Value()
	if v == nil {
		return
	}
	results := site.Common().Signature().Results()
	if results.Len() == 1 {
		f.Add(Fact{v, "", kind}, step)
	}
	for i := 0; results.Len() > 1 && i < results.Len(); i++ {
		if !isErrorType(results.At(i).Type()) {
			f.Add(Fact{v, push(tuple(i), ""), kind}, step)
		}
	}
}

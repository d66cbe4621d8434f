package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Sink is a place where something becomes part of what endorsers sign.
type Sink struct {
	Class fabric.Class
	Name  string // PutState, shim.Success, the response
	Pos   token.Pos
	// Place is set where the sink is in another package, and Pos that of the
	// call that comes to it.
	Place string
	// Likely is set where it is not certain that this is a sink, or that the
	// flow comes to it: a function of another package that is only known by
	// its name, a framework's handler.
	Likely bool
}

// Callee is the declared function or method that the call names, or nil for
// builtins and function values.
func Callee(call *ssa.CallCommon) *types.Func {
	if call.IsInvoke() {
		return call.Method
	}
	if fn := call.StaticCallee(); fn != nil {
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// Receiver is the value that a method is called on, or nil.
func Receiver(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	if fn := Callee(call); fn != nil && fn.Signature().Recv() != nil && len(call.Args) > 0 {
		return call.Args[0]
	}
	return nil
}

// Actuals are what the call hands to its function's parameters, the receiver
// first.
func Actuals(call *ssa.CallCommon) []ssa.Value {
	if call.IsInvoke() {
		return append([]ssa.Value{call.Value}, call.Args...)
	}
	return call.Args
}

// Arguments are the call's arguments without the receiver.
func Arguments(call *ssa.CallCommon) []ssa.Value {
	if !call.IsInvoke() && Receiver(call) != nil {
		return call.Args[1:]
	}
	return call.Args
}

// StubCall says what a call does with its arguments where it is a call of the
// stub's methods.
func StubCall(call *ssa.CallCommon) (fabric.Call, bool) {
	recv := Receiver(call)
	if recv == nil {
		return fabric.Call{}, false
	}
	return fabric.CallOf(Callee(call), recv.Type())
}

// sinkOf is the sink that a call is by itself.
func (p *Package) sinkOf(site ssa.CallInstruction) *Sink {
	fn := Callee(site.Common())
	if c, ok := StubCall(site.Common()); ok {
		return &Sink{Class: c.Class, Name: fn.Name(), Pos: site.Pos()}
	}
	if fabric.IsSuccess(fn) {
		return &Sink{Class: fabric.Response, Name: "shim.Success", Pos: site.Pos()}
	}
	if s := p.foreignSink(site); s != nil {
		return s
	}
	if p.elsewhere(site) {
		return &Sink{Class: fabric.Write, Name: fn.Pkg().Name() + "." + fn.Name(), Pos: site.Pos(), Likely: true}
	}
	return nil
}

// elsewhere says whether the call hands the stub to a function of another
// package that, by its name, writes.
func (p *Package) elsewhere(site ssa.CallInstruction) bool {
	common := site.Common()
	fn := Callee(common)
	if fn == nil || fn.Pkg() == nil || standard(fn.Pkg().Path()) || fn.Pkg() == p.types || len(p.calls.callees[site]) > 0 ||
		p.foreign.summaries[fn] != nil {
		return false
	}
	if recv := Receiver(common); recv != nil && p.CarriesStub(recv.Type()) {
		return fabric.Writes(fn.Name(), true)
	}
	return fabric.Writes(fn.Name(), false) &&
		slices.ContainsFunc(Arguments(common), func(v ssa.Value) bool { return p.CarriesStub(v.Type()) })
}

// findSinks gives each function the sink that calling it comes to: its own or
// that of what it calls, the most telling class first. Functions without one
// change nothing.
func (p *Package) findSinks() {
	p.sinks = map[*ssa.Function]*Sink{}
	own := map[fabric.Class][]*ssa.Function{}
	first := map[*ssa.Function]map[fabric.Class]*Sink{}
	for _, fn := range p.Funcs {
		first[fn] = map[fabric.Class]*Sink{}
		for _, site := range Sites(fn) {
			if s := p.sinkOf(site); s != nil && first[fn][s.Class] == nil {
				first[fn][s.Class] = s
				own[s.Class] = append(own[s.Class], fn)
			}
		}
	}
	for class := fabric.Write; class <= fabric.Range; class++ {
		if class == fabric.Response {
			continue // which response it is shows where values return
		}
		var queue []*ssa.Function
		for _, fn := range own[class] {
			if p.sinks[fn] == nil {
				p.sinks[fn] = first[fn][class]
				queue = append(queue, fn)
			}
		}
		for len(queue) > 0 {
			fn := queue[0]
			queue = queue[1:]
			for _, site := range p.calls.callers[fn] {
				if caller := site.Parent(); p.sinks[caller] == nil {
					p.sinks[caller] = p.sinks[fn]
					queue = append(queue, caller)
				}
			}
		}
	}
}

// Touches says whether v is among the arguments of the stub's call c that name
// an entry, and among those that fill it.
func Touches(c fabric.Call, site ssa.CallInstruction, v ssa.Value) (key, value bool) {
	for i, arg := range Arguments(site.Common()) {
		if arg == v {
			key = key || slices.Contains(c.Keys, i)
			value = value || slices.Contains(c.Values, i)
		}
	}
	return key, value
}

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

// receiver is the value that a method is called on, or nil.
func receiver(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	if fn := Callee(call); fn != nil && fn.Signature().Recv() != nil && len(call.Args) > 0 {
		return call.Args[0]
	}
	return nil
}

// arguments are the call's arguments without the receiver.
func arguments(call *ssa.CallCommon) []ssa.Value {
	if !call.IsInvoke() && receiver(call) != nil {
		return call.Args[1:]
	}
	return call.Args
}

// StubCall says what a call does with its arguments where it is a call of the
// stub's methods.
func StubCall(call *ssa.CallCommon) (fabric.Call, bool) {
	recv := receiver(call)
	if recv == nil {
		return fabric.Call{}, false
	}
	return fabric.CallOf(Callee(call), recv.Type())
}

// sinkOf is the sink that a call is by itself.
func sinkOf(site ssa.CallInstruction) *Sink {
	if c, ok := StubCall(site.Common()); ok {
		return &Sink{c.Class, Callee(site.Common()).Name(), site.Pos()}
	}
	if fabric.IsSuccess(Callee(site.Common())) {
		return &Sink{fabric.Response, "shim.Success", site.Pos()}
	}
	return nil
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
		for _, site := range sites(fn) {
			if s := sinkOf(site); s != nil && first[fn][s.Class] == nil {
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
	for i, arg := range arguments(site.Common()) {
		if arg == v {
			key = key || slices.Contains(c.Keys, i)
			value = value || slices.Contains(c.Values, i)
		}
	}
	return key, value
}

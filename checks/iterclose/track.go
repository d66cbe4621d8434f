package iterclose

import (
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// keeper knows what functions do with the iterators that they get.
type keeper struct {
	pass  *analysis.Pass
	p     *flow.Package
	known map[*ssa.Parameter]bool
}

// track is where one iterator goes within a function.
type track struct {
	names map[ssa.Value]bool // values that are the iterator, and variables that hold it
	// released are the instructions that close it, or hand it to somebody who
	// does.
	released map[ssa.Instruction]bool
	closed   bool // by a call of Close rather than by handing it on
	escaped  bool // kept where we do not see it
}

// most is how many values and uses of one iterator are looked at.
const most = 1 << 10

// follow finds what becomes of the iterator v.
func (k *keeper) follow(v ssa.Value) *track {
	t := &track{names: map[ssa.Value]bool{}, released: map[ssa.Instruction]bool{}}
	queue := []ssa.Value{v}
	for i := 0; i < len(queue) && !t.escaped; i++ {
		v := queue[i]
		if t.names[v] || v.Referrers() == nil {
			continue
		}
		t.names[v] = true
		if t.escaped = len(t.names) > most; t.escaped {
			break
		}
		for _, ref := range *v.Referrers() {
			queue = append(queue, k.use(t, v, ref)...)
		}
	}
	return t
}

// use notes what the instruction does with the iterator v, and returns the
// values that are the iterator from there on.
func (k *keeper) use(t *track, v ssa.Value, at ssa.Instruction) []ssa.Value {
	switch at := at.(type) {
	case *ssa.Phi, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.ChangeType:
		return []ssa.Value{at.(ssa.Value)}
	case *ssa.TypeAssert:
		return []ssa.Value{at}
	case *ssa.Extract:
		if at.Index == 0 { // of a TypeAssert
			return []ssa.Value{at}
		}
	case *ssa.UnOp: // a load of the variable that holds it
		return []ssa.Value{at}
	case *ssa.Store:
		if at.Val != v {
			return nil
		}
		if alloc, ok := at.Addr.(*ssa.Alloc); ok {
			return []ssa.Value{alloc}
		}
		t.escaped = true
	case *ssa.Return:
		t.released[at] = true
	case *ssa.MakeClosure:
		k.captured(t, v, at)
	case ssa.CallInstruction:
		k.called(t, v, at)
	case *ssa.BinOp, *ssa.DebugRef, *ssa.If:
	default:
		t.escaped = true
	}
	return nil
}

// captured is a closure that has the iterator, or its method Close as a value.
func (k *keeper) captured(t *track, v ssa.Value, at *ssa.MakeClosure) {
	fn := at.Fn.(*ssa.Function)
	closes := fn.Name() == "Close$bound"
	for i, b := range at.Bindings {
		if b == v && i < len(fn.FreeVars) && !closes {
			inner := k.follow(fn.FreeVars[i])
			closes = inner.escaped || len(inner.released) > 0
		}
	}
	if !closes {
		return
	}
	for _, ref := range *at.Referrers() {
		if site, ok := ref.(ssa.CallInstruction); ok && site.Common().Value == at {
			t.released[site] = true
			t.closed = true
			continue
		}
		t.escaped = true // somebody calls it some time
	}
}

// called is a call of the iterator's methods, or one that gets the iterator.
func (k *keeper) called(t *track, v ssa.Value, site ssa.CallInstruction) {
	common := site.Common()
	if !stub.IsIterator(v.Type()) {
		t.escaped = true // the address of the variable is handed on
		return
	}
	fn := flow.Callee(common)
	if stub.Receiver(common) == v {
		if fn.Name() == "Close" {
			t.released[site], t.closed = true, true
		}
		return
	}
	if _, ok := site.(*ssa.Go); ok {
		t.escaped = true
		return
	}
	if callees := k.p.Callees(site); len(callees) > 0 {
		for _, callee := range callees {
			for _, param := range callee.Params {
				if flow.Argument(common, callee, param) == v && k.closes(callee, param) {
					t.released[site], t.closed = true, true
				}
			}
		}
		return
	}
	if fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "fmt" || fn.Pkg().Path() == "log") {
		return
	}
	var f keeps
	if fn == nil || !k.pass.ImportObjectFact(fn.Origin(), &f) {
		t.escaped = true // nobody knows
		return
	}
	for i, arg := range stub.Args(common) {
		if arg != v {
			continue
		}
		if slices.Contains(f.Closed, i) {
			t.released[site], t.closed = true, true
		} else if !slices.Contains(f.Left, i) {
			t.escaped = true
		}
	}
}

// closes says whether fn closes its parameter, hands it on or keeps it.
func (k *keeper) closes(fn *ssa.Function, param *ssa.Parameter) bool {
	if done, ok := k.known[param]; ok {
		return done
	}
	k.known[param] = false // holds for call cycles
	t := k.follow(param)
	k.known[param] = t.escaped || len(t.released) > 0
	return k.known[param]
}

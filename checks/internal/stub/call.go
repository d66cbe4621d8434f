package stub

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Method is the method of the stub that a call names, or "". A method value
// that is called where it is made counts.
func Method(call *ssa.CallCommon) string {
	if fn := call.StaticCallee(); fn != nil && len(fn.FreeVars) == 1 && strings.HasSuffix(fn.Name(), "$bound") {
		if fabric.IsStub(fn.FreeVars[0].Type()) {
			return strings.TrimSuffix(fn.Name(), "$bound")
		}
	}
	recv := Receiver(call)
	if recv == nil || !fabric.IsStub(recv.Type()) || IsMock(recv.Type()) {
		return ""
	}
	return flow.Callee(call).Name()
}

// IsMock says whether t is a stand-in for tests, by its name: shimtest.MockStub
// and what projects build on it.
func IsMock(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && strings.Contains(strings.ToLower(n.Obj().Name()), "mock")
}

// Receiver is the value that a method is called on, or nil.
func Receiver(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	if fn := flow.Callee(call); fn != nil && fn.Signature().Recv() != nil && len(call.Args) > 0 {
		if f := call.StaticCallee(); f == nil || len(f.FreeVars) == 0 {
			return call.Args[0]
		}
	}
	return nil
}

// Args are the call's arguments without the receiver.
func Args(call *ssa.CallCommon) []ssa.Value {
	if !call.IsInvoke() && Receiver(call) != nil {
		return call.Args[1:]
	}
	return call.Args
}

// IsErrorType says whether t is an error interface.
func IsErrorType(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Interface); !ok {
		return false
	}
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// ErrorIndex is the index of the last result where it is an error, or where it
// is the only one and the peer's Response; else -1.
func ErrorIndex(sig *types.Signature) int {
	last := sig.Results().Len() - 1
	if last < 0 {
		return -1
	}
	t := sig.Results().At(last).Type()
	if IsErrorType(t) || last == 0 && fabric.IsResponse(t) {
		return last
	}
	return -1
}

// ErrorOf is the error that the call yields, nil where the code has no name for
// it; ok says that there is one to look at.
func ErrorOf(site ssa.CallInstruction) (v ssa.Value, ok bool) {
	i := ErrorIndex(site.Common().Signature())
	if i < 0 {
		return nil, false
	}
	return Result(site, i), true
}

// Result is result i of the call, or nil where nothing takes it.
func Result(site ssa.CallInstruction, i int) ssa.Value {
	call, ok := site.(*ssa.Call)
	if !ok {
		return nil
	}
	if call.Common().Signature().Results().Len() == 1 {
		return call
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			return x
		}
	}
	return nil
}

// Bare is v without the changes of interface on its way: a project's own error
// interface becomes error where it is assigned to one.
func Bare(v ssa.Value) ssa.Value {
	for {
		c, ok := v.(*ssa.ChangeInterface)
		if !ok {
			return v
		}
		v = c.X
	}
}

// IsNil says whether v is the constant nil.
func IsNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// Compared is the value that cond compares with nil, and whether cond holds
// when it is nil; or nil.
func Compared(cond ssa.Value) (v ssa.Value, whenNil bool) {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return nil, false
	}
	switch {
	case IsNil(cmp.Y):
		v = cmp.X
	case IsNil(cmp.X):
		v = cmp.Y
	}
	return v, cmp.Op == token.EQL
}

// Name is what a reader calls fn: Issue, Store.Save, or the function around a
// closure.
func Name(fn *ssa.Function) string {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return FuncName(obj)
	}
	return fn.Name()
}

// FuncName is fn's name behind that of its receiver's type.
func FuncName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok && !types.IsInterface(n) {
		return n.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

package stub

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Kind is what an error of the stub tells.
type Kind int

// The kinds, the most telling first.
const (
	None      Kind = iota
	Write          // a write failed
	Batch          // a write of the batch failed
	Read           // a read failed
	Range          // a query failed, or its iterator
	Event          // the event is not set
	Key            // no key was made
	Timestamp      // there is no time
	Assert         // the client lacks an attribute
)

// Error is where an error of the stub comes from.
type Error struct {
	Kind   Kind
	Method string // PutState
	At     string // store.go:71, empty for the call itself
	Pos    token.Pos
	// Mixed is set where a helper also has errors of its own making.
	Mixed bool
}

// KindOf is the kind of error that a call of the stub, of an iterator of its
// or of the client's identity may yield. Errors that the shim never returns
// (GetCreator, GetTransient, GetBinding, GetSignedProposal, GetArgsSlice and
// SplitCompositeKey: fabric-chaincode-go, shim/stub.go) are None.
func KindOf(call *ssa.CallCommon) (Kind, string) {
	if recv := Receiver(call); recv != nil && IsMock(recv.Type()) {
		return None, ""
	}
	if c, ok := flow.StubCall(call); ok {
		return ofClass(c.Class), flow.Callee(call).Name()
	}
	name := Method(call)
	switch name {
	case "FinishWriteBatch":
		return Batch, name
	case "CreateCompositeKey":
		if constant(Args(call)) {
			return None, ""
		}
		return Key, name
	case "GetTxTimestamp":
		return Timestamp, name
	case "PutState", "DelState", "PutPrivateData", "DelPrivateData": // method values
		return Write, name
	case "GetState", "GetPrivateData":
		return Read, name
	}
	fn := flow.Callee(call)
	if fn == nil {
		return None, ""
	}
	if fn.Name() == "AssertAttributeValue" && fn.Signature().Results().Len() == 1 {
		return Assert, fn.Name()
	}
	if recv := Receiver(call); recv != nil && fn.Name() == "Next" && IsIterator(recv.Type()) {
		return Range, fn.Name()
	}
	return None, ""
}

func ofClass(c fabric.Class) Kind {
	switch c {
	case fabric.Write:
		return Write
	case fabric.Event:
		return Event
	case fabric.Read:
		return Read
	case fabric.Range:
		return Range
	}
	return None
}

// constant says whether all of CreateCompositeKey's arguments are, so that it
// cannot fail.
func constant(args []ssa.Value) bool {
	for _, arg := range args {
		if _, ok := arg.(*ssa.Const); ok {
			continue
		}
		elems, ok := Elements(arg)
		if !ok {
			return false
		}
		for _, e := range elems {
			if _, ok := e.(*ssa.Const); !ok {
				return false
			}
		}
	}
	return true
}

// Elements are the elements of a slice literal, or of the variadic arguments
// of a call.
func Elements(v ssa.Value) ([]ssa.Value, bool) {
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return nil, IsNil(v)
	}
	alloc, ok := slice.X.(*ssa.Alloc)
	if !ok || slice.Low != nil || slice.High != nil {
		return nil, false
	}
	p, ok := alloc.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil, false
	}
	array, ok := p.Elem().Underlying().(*types.Array)
	if !ok || array.Len() > 64 {
		return nil, false
	}
	list := make([]ssa.Value, array.Len())
	for _, ref := range *alloc.Referrers() {
		at, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		i, ok := at.Index.(*ssa.Const)
		if !ok {
			return nil, false
		}
		for _, use := range *at.Referrers() {
			if s, ok := use.(*ssa.Store); ok && s.Addr == at && i.Int64() < int64(len(list)) {
				list[i.Int64()] = s.Val
			}
		}
	}
	for _, e := range list {
		if e == nil {
			return nil, false
		}
	}
	return list, true
}

// IsIterator says whether t is a query's iterator, by its methods.
func IsIterator(t types.Type) bool {
	if fabric.IsStub(t) {
		return false
	}
	return hasMethod(t, "HasNext", 1) && hasMethod(t, "Close", 1) && hasMethod(t, "Next", 2)
}

func hasMethod(t types.Type, name string, results int) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == 0 && fn.Signature().Results().Len() == results
}

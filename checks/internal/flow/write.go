package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Write makes the part at path of what addr points to depend on the source,
// and finds what addr was derived from, so that all who hold it know.
func (f *Frame) Write(addr ssa.Value, path string, kind Kind, at ssa.Instruction, step *Step) {
	fact := Fact{addr, path, kind}
	if f.run.tracer.Wrote(f, fact, at, step) {
		return
	}
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		f.Write(a.X, push(FieldName(a.X.Type(), a.Field), path), kind, at, step)
		return
	case *ssa.IndexAddr:
		f.Write(a.X, push(element, path), kind, at, step)
		return
	case *ssa.Global:
		f.escape(exit{at: a, path: path, kind: kind}, &Step{prev: step, pos: at.Pos(), note: "kept in the package variable " + a.Name()})
		return
	}
	if f.facts[fact] != nil {
		return
	}
	f.Add(fact, step)
	if f.facts[fact] == nil {
		return
	}
	f.behind(addr, path, kind, at, step)
}

// behind writes through to what a pointer was taken from.
func (f *Frame) behind(addr ssa.Value, path string, kind Kind, at ssa.Instruction, step *Step) {
	switch a := addr.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		f.escape(exit{at: a, path: path, kind: kind}, step)
		f.share(addr, path, kind, at, step)
	case *ssa.Alloc:
		f.share(addr, path, kind, at, step)
	case *ssa.UnOp:
		if a.Op == token.MUL {
			f.Write(a.X, path, kind, at, step)
		}
	case *ssa.Phi:
		for _, edge := range a.Edges {
			f.Write(edge, path, kind, at, step)
		}
	case *ssa.Lookup:
		f.Write(a.X, push(element, path), kind, at, step)
	case *ssa.Index:
		f.Write(a.X, push(element, path), kind, at, step)
	case *ssa.Slice:
		f.Write(a.X, path, kind, at, step)
	case *ssa.ChangeType:
		f.Write(a.X, path, kind, at, step)
	case *ssa.ChangeInterface:
		f.Write(a.X, path, kind, at, step)
	case *ssa.MakeInterface:
		f.Write(a.X, path, kind, at, step)
	case *ssa.TypeAssert:
		f.Write(a.X, path, kind, at, step)
	case *ssa.Extract:
		f.behindTuple(a, path, kind, at, step)
	case *ssa.Call:
		f.wrapped(a, kind, at, step)
	}
}

func (f *Frame) behindTuple(a *ssa.Extract, path string, kind Kind, at ssa.Instruction, step *Step) {
	switch t := a.Tuple.(type) {
	case *ssa.TypeAssert:
		f.Write(t.X, path, kind, at, step)
	case *ssa.Lookup:
		f.Write(t.X, push(element, path), kind, at, step)
	case *ssa.Next:
		if r, ok := t.Iter.(*ssa.Range); ok && a.Index == 2 {
			f.Write(r.X, push(element, path), kind, at, step)
		}
	}
}

// wrapped writes through a constructor of a writer: json.NewEncoder(&buf).
func (f *Frame) wrapped(call *ssa.Call, kind Kind, at ssa.Instruction, step *Step) {
	fn := Callee(call.Common())
	if fn == nil || len(f.run.P.calls.callees[call]) > 0 || !strings.HasPrefix(fn.Name(), "New") {
		return
	}
	for _, arg := range call.Common().Args {
		if pointer(arg.Type()) {
			f.Write(arg, "", kind, at, step)
		}
	}
}

// field is a part of a contract.
type field struct {
	contract *types.TypeName
	path     string
	kind     Kind
}

// share makes a contract's field known to all its methods: contract-api keeps
// one contract for all transactions, shim one chaincode.
func (f *Frame) share(root ssa.Value, path string, kind Kind, at ssa.Instruction, step *Step) {
	n := Lasting(root.Type())
	if f.Source == nil || n == nil || path == "" || !f.Source.share(field{n.Obj(), path, kind}) {
		return
	}
	name, _, _ := strings.Cut(path[1:], "/")
	step = &Step{prev: step, pos: at.Pos(), note: "kept in the field " + n.Obj().Name() + "." + name}
	for _, fn := range f.run.P.contracts[n.Obj()] {
		f.run.Root(f.Source, fn).Add(Fact{fn.Params[0], path, kind}, step)
	}
}

// Lasting is the contract or chaincode that t points to: a value that lives
// longer than a transaction; else nil.
func Lasting(t types.Type) *types.Named {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return nil
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok || !fabric.IsContract(n) && !fabric.IsChaincode(n) {
		return nil
	}
	return n
}

// pointer says whether something may be written through a value of type t.
func pointer(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Chan:
		return true
	}
	return false
}

// OnlyStore is the one value that is stored to a variable as a whole, or nil.
func OnlyStore(alloc *ssa.Alloc) (v ssa.Value) {
	for _, ref := range *alloc.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == alloc {
			if v != nil {
				return nil
			}
			v = s.Val
		}
	}
	return v
}

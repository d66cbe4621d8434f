package contractsig

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// contexts knows which transaction context the package's contracts hand out.
type contexts struct {
	pkg    *types.Package
	bodies map[*types.Func]*ssa.Function
	// set are the types that the package stores in the field
	// TransactionContextHandler, by the outermost struct that is known around
	// it; a nil type stands for one that does not show.
	set map[*types.Named][]types.Type
}

func contextsOf(pkg *types.Package, p *flow.Package) *contexts {
	c := &contexts{pkg: pkg, bodies: contract.Bodies(p), set: map[*types.Named][]types.Type{}}
	eachField(p, func(_ *ssa.Store, field string, value ssa.Value, owner *types.Named) {
		if field == "TransactionContextHandler" {
			c.set[owner] = append(c.set[owner], concrete(value))
		}
	})
	return c
}

// eachField visits every store to a field of contractapi.Contract.
func eachField(p *flow.Package, visit func(at *ssa.Store, field string, value ssa.Value, owner *types.Named)) {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				addr, ok := store.Addr.(*ssa.FieldAddr)
				if !ok || !isAPIContract(addr.X.Type()) {
					continue
				}
				st := addr.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
				visit(store, st.Field(addr.Field).Name(), store.Val, ownerOf(addr.X))
			}
		}
	}
}

// registered are the contracts that the package makes a ContractInterface of, as
// NewChaincode takes them, and where.
func registered(p *flow.Package) (at map[*types.Named]token.Pos, order []*types.Named) {
	at = map[*types.Named]token.Pos{}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				made, ok := instr.(*ssa.MakeInterface)
				if !ok || !isContractInterface(made.Type()) {
					continue
				}
				n := pointee(made.X.Type())
				if _, seen := at[n]; n != nil && !seen {
					at[n] = report.Place(made)
					order = append(order, n)
				}
			}
		}
	}
	return at, order
}

func isContractInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Name() != "ContractInterface" || n.Obj().Pkg() == nil {
		return false
	}
	_, ok = contract.IsAPI(n.Obj().Pkg().Path())
	return ok
}

// isAPIContract says whether t points to contractapi.Contract.
func isAPIContract(t types.Type) bool {
	n := pointee(t)
	if n == nil || n.Obj().Name() != "Contract" || n.Obj().Pkg() == nil {
		return false
	}
	_, ok := contract.IsAPI(n.Obj().Pkg().Path())
	return ok
}

func pointee(t types.Type) *types.Named {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	n, _ := types.Unalias(p.Elem()).(*types.Named)
	return n
}

// ownerOf is the outermost named struct that addr is a part of, or is copied
// into by a literal.
func ownerOf(addr ssa.Value) *types.Named {
	owner := pointee(addr.Type())
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.Alloc:
			into := copied(a)
			if into == nil {
				return owner
			}
			addr = into.X
		default:
			return owner
		}
		if n := pointee(addr.Type()); n != nil {
			owner = n
		}
	}
}

// copied is the one field that the whole of a temporary struct is stored in,
// or nil.
func copied(temp *ssa.Alloc) *ssa.FieldAddr {
	var into *ssa.FieldAddr
	for _, ref := range *temp.Referrers() {
		load, ok := ref.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, use := range *load.Referrers() {
			store, ok := use.(*ssa.Store)
			if !ok {
				continue
			}
			field, ok := store.Addr.(*ssa.FieldAddr)
			if !ok || into != nil {
				return nil
			}
			into = field
		}
	}
	return into
}

// concrete is the type of the value in the interface v, or nil.
func concrete(v ssa.Value) types.Type {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			return x.X.Type()
		case *ssa.ChangeInterface:
			v = x.X
		default:
			return nil
		}
	}
}

// of is the type of context that c hands to its methods, nil where that is not
// known: a type that other packages can see may get its handler there.
func (cs *contexts) of(c *contract.Contract) types.Type {
	m, _, _ := types.LookupFieldOrMethod(types.NewPointer(c.Named), true, cs.pkg, "GetTransactionContextHandler")
	fn, ok := m.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return nil
	}
	if _, api := contract.IsAPI(fn.Pkg().Path()); !api {
		return cs.returned(fn)
	}
	for owner := range cs.set {
		if c.Embeds[owner] {
			return nil
		}
	}
	list := cs.set[c.Named]
	switch {
	case len(list) == 1:
		return list[0]
	case len(list) > 1, cs.pkg.Name() != "main" && c.Named.Obj().Exported():
		return nil
	}
	def, ok := fn.Pkg().Scope().Lookup("TransactionContext").(*types.TypeName)
	if !ok {
		return nil
	}
	return types.NewPointer(def.Type())
}

// returned is the one type that an own GetTransactionContextHandler returns.
func (cs *contexts) returned(fn *types.Func) types.Type {
	var one types.Type
	body := cs.bodies[fn]
	if body == nil {
		return nil
	}
	for _, b := range body.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		t := concrete(ret.Results[0])
		if t == nil || one != nil && !types.Identical(one, t) {
			return nil
		}
		one = t
	}
	return one
}

// settable says whether t can be a contract's context.
func settable(t types.Type) bool {
	set := types.NewMethodSet(t)
	return set.Lookup(nil, "SetStub") != nil && set.Lookup(nil, "SetClientIdentity") != nil
}

// givesStub says whether an interface is one of a context's.
func givesStub(iface *types.Interface) bool {
	obj, _, _ := types.LookupFieldOrMethod(iface, false, nil, "GetStub")
	return obj != nil
}

// mismatch says why the context ctx does not fit the interface that a method
// takes as its first parameter, or "": typeMatchesInterface of
// internal/types_handler.go, which compares kinds only.
func mismatch(ctx types.Type, iface *types.Interface) string {
	set := types.NewMethodSet(ctx)
	for want := range iface.Methods() {
		if !token.IsExported(want.Name()) {
			return "method " + want.Name() + " is unexported"
		}
		sel := set.Lookup(nil, want.Name())
		if sel == nil {
			return "it has no method " + want.Name()
		}
		got := sel.Obj().(*types.Func).Signature()
		if !alike(got.Params(), want.Signature().Params()) {
			return fmt.Sprintf("the parameters of its method %s differ", want.Name())
		}
		if !alike(got.Results(), want.Signature().Results()) {
			return fmt.Sprintf("the results of its method %s differ", want.Name())
		}
	}
	return ""
}

func alike(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if kind(a.At(i).Type()) != kind(b.At(i).Type()) {
			return false
		}
	}
	return true
}

// kind is what reflect calls a type's kind.
func kind(t types.Type) string {
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Name()
	}
	return fmt.Sprintf("%T", t.Underlying())
}

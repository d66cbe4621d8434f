package fabric

import (
	"go/types"
	"sync"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/tallystick/tallystick/checks/internal/profile"
)

// Carriers remembers which types carry a stub. The zero value is ready, for
// several checks at once.
type Carriers struct {
	mu    sync.Mutex
	known typeutil.Map
}

// Carries says whether a value of type t gives access to the stub: it is the
// stub, wraps it, or is a transaction context of contract-api or of a
// framework. Contracts do not: their stub comes with each transaction.
func (c *Carriers) Carries(t types.Type) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.carried(t)
}

func (c *Carriers) carried(t types.Type) bool {
	if v := c.known.At(t); v != nil {
		return v.(bool)
	}
	c.known.Set(t, false) // holds for cycles
	v := c.carries(t, 0)
	c.known.Set(t, v)
	return v
}

// depth is how many structs deep a stub may lie: ctx.base.stub is three.
const depth = 3

func (c *Carriers) carries(t types.Type, deep int) bool {
	if deep > depth {
		return false
	}
	if machine := profile.Current(); IsStub(t) || machine.Carrier(t) || machine.Sink(t) {
		return true
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	if n != nil {
		if pkg := n.Obj().Pkg(); pkg == nil || isContractAPI(pkg.Path()) {
			return n.Obj().Name() != "Contract" && givesStub(t)
		}
		if IsContract(n) {
			return false
		}
	}
	if givesStub(t) {
		return true
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if _, mutex := f.Type().Underlying().(*types.Basic); !mutex && c.carries(f.Type(), deep+1) {
			return true
		}
	}
	return false
}

// givesStub says whether t has a method without parameters that returns the
// stub: contract-api's GetStub, cckit's Stub.
func givesStub(t types.Type) bool {
	for _, name := range []string{"GetStub", "Stub"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		sig := fn.Signature()
		if sig.Params().Len() == 0 && sig.Results().Len() == 1 && IsStub(sig.Results().At(0).Type()) {
			return true
		}
	}
	return false
}

// IsStub says whether t can do what a stub does, by its methods, so that
// mocks, wrappers and interfaces of a project's own count too.
func IsStub(t types.Type) bool {
	if n := named(t); n == nil {
		if _, ok := types.Unalias(t).(*types.Interface); !ok {
			return false
		}
	}
	return hasMethod(t, "PutState", 2) && hasMethod(t, "GetState", 1)
}

func hasMethod(t types.Type, name string, params int) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == params
}

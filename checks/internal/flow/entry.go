package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Entry is how a transaction enters a function.
type Entry int

const (
	NoEntry Entry = iota
	// Likely is a function that carries the stub and that nothing in the
	// package calls: a framework's handler, or a library's function.
	Likely
	// Certain is Init or Invoke of a shim chaincode, or a transaction of a
	// contract.
	Certain
)

// Entry says how a transaction enters fn.
func (p *Package) Entry(fn *ssa.Function) Entry { return p.entries[fn] }

// Reached says whether a transaction can come to fn. Functions that only
// evaluate transactions reach are left out: nobody orders their results.
func (p *Package) Reached(fn *ssa.Function) bool { return p.reached[fn] }

// CarriesStub says whether a value of type t gives access to the stub.
func (p *Package) CarriesStub(t types.Type) bool { return p.carriers.Carries(t) }

func (p *Package) findEntries() {
	p.entries = map[*ssa.Function]Entry{}
	spared := map[*ssa.Function]bool{}
	for _, n := range p.Types() {
		p.enterType(n, spared)
	}
	for _, fn := range p.Funcs {
		if p.entries[fn] == NoEntry && !spared[fn] && p.carries(fn) && p.uncalled(fn) {
			p.entries[fn] = Likely
		}
	}
	p.reach()
	p.enterCycles(spared)
}

// Types are the types that the package declares, in the order of their names:
// generic ones, aliases and those of tests are left out.
func (p *Package) Types() (list []*types.Named) {
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || p.InTest(obj.Pos()) {
			continue
		}
		if n, ok := obj.Type().(*types.Named); ok && n.TypeParams().Len() == 0 {
			list = append(list, n)
		}
	}
	return list
}

// enterCycles finds functions that carry the stub and that nothing comes to:
// they call each other, and somebody else calls one of them.
func (p *Package) enterCycles(spared map[*ssa.Function]bool) {
	evaluated := map[*ssa.Function]bool{}
	var queue []*ssa.Function
	for _, fn := range p.Funcs {
		if spared[fn] {
			queue = append(queue, fn)
		}
	}
	p.spread(evaluated, queue)
	for _, fn := range p.Funcs {
		if !p.reached[fn] && !evaluated[fn] && p.carries(fn) {
			p.entries[fn] = Likely
			p.spread(p.reached, []*ssa.Function{fn})
		}
	}
}

// enterType finds the transactions of a contract or chaincode n.
func (p *Package) enterType(n *types.Named, spared map[*ssa.Function]bool) {
	if fabric.IsChaincode(n) {
		for _, name := range []string{"Init", "Invoke"} {
			if fn := p.method(n, name); fn != nil {
				p.entries[fn] = Certain
			}
		}
	}
	p.enterProfile(n, spared)
	if !fabric.IsContract(n) {
		return
	}
	left := p.listed(n, "GetIgnoredFunctions")
	evaluated := p.listed(n, "GetEvaluateTransactions")
	methods := types.NewMethodSet(types.NewPointer(n))
	for sel := range methods.Methods() {
		name := sel.Obj().Name()
		fn := p.method(n, name)
		if fn == nil && token.IsExported(name) && !fabric.ContractMethod(name) && !left[name] && !evaluated[name] {
			p.promote(n, sel.Obj())
		}
		if fn == nil || !token.IsExported(name) || fabric.ContractMethod(name) {
			continue
		}
		if left[name] || evaluated[name] {
			spared[fn] = evaluated[name]
			continue
		}
		p.entries[fn] = Certain
	}
}

// promoted is a transaction that a contract has from an embedded type of
// another package.
type promoted struct {
	fn  *types.Func
	pos token.Pos // of the contract's type
}

func (p *Package) promote(n *types.Named, m types.Object) {
	if fn, ok := m.(*types.Func); ok && fn.Pkg() != p.types {
		p.promoted = append(p.promoted, promoted{fn.Origin(), n.Obj().Pos()})
	}
}

// method is the function behind a method of *n, promoted ones too, where it
// is of this package.
func (p *Package) method(n *types.Named, name string) *ssa.Function {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, p.types, name)
	m, ok := obj.(*types.Func)
	if !ok || m.Pkg() != p.types || p.InTest(m.Pos()) {
		return nil
	}
	fn := p.ssa.Prog.FuncValue(m.Origin())
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	return fn
}

// listed are the string constants in the body of n's method: the names that
// GetEvaluateTransactions and GetIgnoredFunctions return.
func (p *Package) listed(n *types.Named, method string) map[string]bool {
	names := map[string]bool{}
	fn := p.method(n, method)
	if fn == nil {
		return names
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				if c, ok := (*op).(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
					names[constant.StringVal(c.Value)] = true
				}
			}
		}
	}
	return names
}

// carries says whether fn has the stub: by a parameter or its receiver.
func (p *Package) carries(fn *ssa.Function) bool {
	if fn.Synthetic != "" {
		return false
	}
	for _, param := range fn.Params {
		if p.CarriesStub(param.Type()) {
			return !fabric.IsStub(param.Type()) || !isReceiver(fn, param)
		}
	}
	return false
}

func isReceiver(fn *ssa.Function, param *ssa.Parameter) bool {
	return fn.Signature.Recv() != nil && fn.Params[0] == param
}

// uncalled says whether somebody outside of the package may be the only one
// to call fn. A closure that is called where it is made is not.
func (p *Package) uncalled(fn *ssa.Function) bool {
	return len(p.calls.callers[fn]) == 0 || len(p.calls.makers[fn]) > 0 && fn.Parent() == nil
}

// reach marks what transactions come to.
func (p *Package) reach() {
	p.reached = map[*ssa.Function]bool{}
	var queue []*ssa.Function
	for _, fn := range p.Funcs {
		if p.entries[fn] != NoEntry {
			queue = append(queue, fn)
		}
	}
	p.spread(p.reached, queue)
}

// spread marks the functions of the queue and all that they come to.
func (p *Package) spread(marked map[*ssa.Function]bool, queue []*ssa.Function) {
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		if marked[fn] {
			continue
		}
		marked[fn] = true
		for _, site := range Sites(fn) {
			queue = append(queue, p.calls.callees[site]...)
		}
		queue = append(queue, fn.AnonFuncs...) // handed to somebody who calls it
	}
}

// namedOf is the name of t's type, or of what it points to.
func namedOf(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

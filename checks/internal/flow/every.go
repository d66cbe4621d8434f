package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// Transactions are the functions by which a transaction enters, those that
// GetEvaluateTransactions lists among them: nobody orders their results, but
// they run in the same process.
func (p *Package) Transactions() map[*ssa.Function]Entry {
	all := map[*ssa.Function]Entry{}
	for fn, entry := range p.entries {
		all[fn] = entry
	}
	for _, n := range p.Types() {
		if !fabric.IsContract(n) {
			continue
		}
		left := p.listed(n, "GetIgnoredFunctions")
		for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
			name := sel.Obj().Name()
			if fn := p.method(n, name); fn != nil && token.IsExported(name) && !fabric.ContractMethod(name) && !left[name] {
				all[fn] = Certain
			}
		}
	}
	return all
}

// Runs are the functions that transactions come to, those that only evaluate
// among them.
func (p *Package) Runs() map[*ssa.Function]bool {
	var queue []*ssa.Function
	entries := p.Transactions()
	for _, fn := range p.Funcs {
		if entries[fn] != NoEntry {
			queue = append(queue, fn)
		}
	}
	seen := map[*ssa.Function]bool{}
	p.spread(seen, queue)
	return seen
}

// Calls are the calls in fn of the function name of the package path, or of
// its method, in source order.
func Calls(fn *ssa.Function, path, name string) []ssa.CallInstruction {
	var list []ssa.CallInstruction
	for _, site := range Sites(fn) {
		if callee := Callee(site.Common()); callee != nil && callee.Pkg() != nil && callee.Name() == name && callee.Pkg().Path() == path {
			list = append(list, site)
		}
	}
	return list
}

// Name is what a reader calls fn.
func (p *Package) Name(fn *ssa.Function) string { return p.name(fn) }

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
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || p.InTest(obj.Pos()) {
			continue
		}
		n, ok := obj.Type().(*types.Named)
		if !ok || n.TypeParams().Len() > 0 || !fabric.IsContract(n) {
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
	seen := map[*ssa.Function]bool{}
	var queue []*ssa.Function
	add := func(fn *ssa.Function) {
		if !seen[fn] {
			seen[fn] = true
			queue = append(queue, fn)
		}
	}
	entries := p.Transactions()
	for _, fn := range p.Funcs {
		if entries[fn] != NoEntry {
			add(fn)
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, site := range Sites(queue[i]) {
			for _, callee := range p.calls.callees[site] {
				add(callee)
			}
		}
		for _, anon := range queue[i].AnonFuncs { // handed to somebody who calls it
			add(anon)
		}
	}
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

// Repeats says whether b can run again.
func Repeats(b *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	queue := append([]*ssa.BasicBlock(nil), b.Succs...)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if next == b {
			return true
		}
		if !seen[next] {
			seen[next] = true
			queue = append(queue, next.Succs...)
		}
	}
	return false
}

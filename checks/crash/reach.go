package crash

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// findReach marks what transactions come to. What ends the process without a
// panic cannot be recovered; a panic can, by any function on the way.
func (f *finder) findReach() {
	never := func(*ssa.Function) bool { return false }
	f.reached = f.walk(flow.Likely, never)
	f.certain = f.walk(flow.Certain, never)
	f.bare = f.walk(flow.Likely, f.recovers)
	for _, fn := range f.p.Funcs { // from the caller to the transaction
		for f.from[fn] != nil && f.from[f.from[fn]] != nil {
			f.from[fn] = f.from[f.from[fn]]
		}
	}
}

// walk marks the functions that transactions come to without passing one that
// stops it. A goroutine runs beyond what its maker deferred.
func (f *finder) walk(from flow.Entry, stops func(*ssa.Function) bool) map[*ssa.Function]bool {
	seen, through := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	var queue []*ssa.Function
	add := func(fn, caller *ssa.Function) {
		if !seen[fn] {
			if seen[fn] = true; f.reached == nil { // the first walk tells
				f.from[fn] = caller
			}
			queue = append(queue, fn)
		}
	}
	for _, fn := range f.p.Funcs {
		if f.entries[fn] >= from && !(f.entries[fn] == flow.Likely && (f.support || f.dead(fn))) {
			add(fn, nil)
		}
	}
	for i := 0; i < len(queue); i++ {
		fn := queue[i]
		stopped := stops(fn)
		through[fn] = !stopped
		started := map[*ssa.Function]bool{}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				_, apart := instr.(*ssa.Go)
				for _, callee := range f.p.Callees(site) {
					if apart || !stopped {
						add(callee, fn)
					}
					started[callee] = true
				}
			}
		}
		for _, anon := range fn.AnonFuncs { // handed to somebody who calls it
			if !stopped && !started[anon] {
				add(anon, fn)
			}
		}
	}
	return through
}

// dead says whether nobody can call fn: no framework sees what is not exported
// and never used as a value.
func (f *finder) dead(fn *ssa.Function) bool {
	return fn.Parent() == nil && !token.IsExported(fn.Name()) && len(f.p.Makers(fn)) == 0 && len(f.p.Callers(fn)) == 0
}

// recovers says whether fn defers something that recovers: by its body in this
// package, by its name elsewhere.
func (f *finder) recovers(fn *ssa.Function) bool {
	safe, ok := f.safe[fn]
	if !ok {
		safe = f.defersRecover(fn)
		f.safe[fn] = safe
	}
	return safe
}

func (f *finder) defersRecover(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			d, ok := instr.(*ssa.Defer)
			if !ok {
				continue
			}
			callees := f.p.Callees(d)
			for _, callee := range callees {
				if callsRecover(callee) {
					return true
				}
			}
			if other := flow.Callee(d.Common()); len(callees) == 0 && other != nil && f.recoversElsewhere(other, d.Common()) {
				return true
			}
		}
	}
	return false
}

// recoversElsewhere says whether a deferred function of another package
// recovers: it is known to, or it is called so, or it is handed the result
// that only a recovering function would change.
func (f *finder) recoversElsewhere(fn *types.Func, call *ssa.CallCommon) bool {
	var summary behaviour
	if f.pass.ImportObjectFact(fn.Origin(), &summary) && summary.Recovers || soundsSafe(fn.Name()) {
		return true
	}
	for _, arg := range call.Args {
		if mi, ok := arg.(*ssa.MakeInterface); ok {
			arg = mi.X
		}
		if alloc, ok := arg.(*ssa.Alloc); ok && (isError(deref(alloc)) || fabric.IsResponse(deref(alloc))) {
			return true
		}
	}
	return false
}

func deref(alloc *ssa.Alloc) types.Type { return alloc.Type().Underlying().(*types.Pointer).Elem() }

func callsRecover(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok {
				if builtin, ok := site.Common().Value.(*ssa.Builtin); ok && builtin.Name() == "recover" {
					return true
				}
			}
		}
	}
	return false
}

func soundsSafe(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "recover") || strings.Contains(name, "panic") || strings.Contains(name, "catch")
}

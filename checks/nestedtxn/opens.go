package nestedtxn

import (
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/built"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// place names a database: where it hangs, and the fields from there; for a
// package variable its name.
type place struct {
	base   ssa.Value
	global string
	path   string
}

// open is a transaction that a function opens, itself or in what it calls.
type open struct {
	db   place
	site ssa.CallInstruction
	what string
}

type finder struct {
	pass  *analysis.Pass
	known map[*ssa.Function][]open
}

// most is how many transactions of one function are told to its callers.
const most = 64

// opens are the transactions that fn opens, told apart by database.
func (f *finder) opens(fn *ssa.Function) []open {
	if list, ok := f.known[fn]; ok {
		return list
	}
	f.known[fn] = nil // holds for recursion
	var list []open
	add := func(o open) {
		same := func(old open) bool { return old.db == o.db && old.site == o.site }
		if len(list) < most && !slices.ContainsFunc(list, same) {
			list = append(list, o)
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, ok := instr.(ssa.CallInstruction)
			if _, apart := instr.(*ssa.Go); !ok || apart {
				continue
			}
			if method, _ := opening(site); method != "" {
				add(open{identity(site.Common().Args[0], "", 0), site, f.at(method, site)})
			}
			for _, o := range f.within(site) {
				add(o)
			}
		}
	}
	f.known[fn] = list
	return list
}

// within are the transactions that a call comes to: in the function that it
// names, and in the closures that it hands on.
func (f *finder) within(site ssa.CallInstruction) []open {
	var list []open
	common := site.Common()
	if callee := built.Callee(common); callee != nil {
		for _, o := range f.opens(callee) {
			if param, ok := o.db.base.(*ssa.Parameter); ok {
				i := slices.Index(callee.Params, param)
				if i < 0 || i >= len(common.Args) {
					continue
				}
				o.db = identity(common.Args[i], o.db.path, 0)
			}
			list = append(list, open{o.db, site, o.what})
		}
	} else if fn := flow.Callee(common); fn != nil {
		var opens opensFact
		if f.pass.ImportObjectFact(fn, &opens) {
			for _, o := range opens.List {
				db := place{global: o.Global, path: o.Path}
				if o.Global == "" && o.Param < len(common.Args) {
					db = identity(common.Args[o.Param], o.Path, 0)
				}
				list = append(list, open{db, site, o.What + " through " + fn.Pkg().Name() + "." + fn.Name()})
			}
		}
	}
	for _, arg := range common.Args {
		if mk, ok := arg.(*ssa.MakeClosure); ok {
			list = append(list, f.made(mk)...)
		}
	}
	return list
}

// made are the transactions of a closure, or of a method's value, in terms of
// where it is made.
func (f *finder) made(mk *ssa.MakeClosure) []open {
	fn := mk.Fn.(*ssa.Function)
	list := slices.Clone(f.opens(fn))
	for i, o := range list {
		if free, ok := o.db.base.(*ssa.FreeVar); ok && free.Parent() == fn {
			list[i].db = identity(mk.Bindings[slices.Index(fn.FreeVars, free)], o.db.path, 0)
		}
	}
	return list
}

func (f *finder) at(method string, site ssa.CallInstruction) string {
	pos := f.pass.Fset.Position(site.Pos())
	return fmt.Sprintf("%s at %s:%d", method, filepath.Base(pos.Filename), pos.Line)
}

// deepest is how many closures and copies an identity is followed through.
const deepest = 16

// identity is the place of the part of v at path, the same for every closure
// that captures it.
func identity(v ssa.Value, path string, depth int) place {
	at := flow.PlaceOf(v).At(path)
	if depth > deepest {
		return place{base: at.Base, path: at.Path}
	}
	switch base := at.Base.(type) {
	case *ssa.FreeVar:
		if bound := binding(base); bound != nil {
			return identity(bound, at.Path, depth+1)
		}
	case *ssa.Alloc:
		if stored := flow.OnlyStore(base); stored != nil {
			return identity(stored, at.Path, depth+1)
		}
	case *ssa.Global:
		return place{global: base.Pkg.Pkg.Path() + "." + base.Name(), path: at.Path}
	}
	return place{base: at.Base, path: at.Path}
}

// binding is what the one place that makes a closure binds to its variable.
func binding(free *ssa.FreeVar) ssa.Value {
	fn := free.Parent()
	if fn.Parent() == nil {
		return nil
	}
	i := slices.Index(fn.FreeVars, free)
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mk, ok := instr.(*ssa.MakeClosure); ok && mk.Fn == fn {
				return mk.Bindings[i]
			}
		}
	}
	return nil
}

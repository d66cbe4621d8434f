package poolreset

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports pooled values that one transaction leaves to the next as
// they are.
var Analyzer = &analysis.Analyzer{
	Name:     "poolreset",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	runs := p.Runs()
	put, clean := pools(p)
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		if !runs[fn] {
			continue
		}
		for _, site := range flow.Calls(fn, "sync", "Get") {
			pool := poolOf(site)
			if pool == nil || !put[*pool] || clean[*pool] {
				continue
			}
			if t := resettable(site); t != nil {
				d := report.Diagnostic{
					Pos: site.Pos(), Severity: report.Notice,
					Message: "a " + types.TypeString(t, types.RelativeTo(pass.Pkg)) + " from this pool is never reset, and holds what an earlier transaction left in it",
					Hint:    "call Reset on it behind Get: which transaction had it before differs between endorsers",
				}
				list = append(list, d.Analysis())
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// pools are the pools that something is put back into, and those whose values
// are reset in a function that takes or puts them, or that these call.
func pools(p *flow.Package) (put, clean map[flow.Place]bool) {
	put, clean = map[flow.Place]bool{}, map[flow.Place]bool{}
	for _, fn := range p.Funcs {
		var here []flow.Place
		for _, name := range []string{"Get", "Put"} {
			for _, site := range flow.Calls(fn, "sync", name) {
				if pool := poolOf(site); pool != nil {
					here = append(here, *pool)
					put[*pool] = put[*pool] || name == "Put"
				}
			}
		}
		if len(here) == 0 || !resets(p, fn, 0) {
			continue
		}
		for _, pool := range here {
			clean[pool] = true
		}
	}
	return put, clean
}

// poolOf is the pool, kept in a package variable, that a call takes from or
// puts into.
func poolOf(site ssa.CallInstruction) *flow.Place {
	recv := flow.Callee(site.Common()).Signature().Recv()
	if recv == nil || types.TypeString(recv.Type(), nil) != "*sync.Pool" || len(site.Common().Args) == 0 {
		return nil
	}
	place := flow.PlaceOf(site.Common().Args[0])
	if _, ok := place.Base.(*ssa.Global); !ok {
		return nil
	}
	return &place
}

// deep is how many calls away a reset may be.
const deep = 2

// resets says whether fn, a closure in it or a function that it calls makes a
// value empty: Reset, Truncate, a slice to nothing, clear, or a store to all of
// it. A value that is returned may be reset by whoever gets it.
func resets(p *flow.Package, fn *ssa.Function, depth int) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if callee := flow.Callee(instr.Common()); callee != nil && (callee.Name() == "Reset" || callee.Name() == "Truncate" || callee.Name() == "Init") {
					return true
				}
				if builtin, ok := instr.Common().Value.(*ssa.Builtin); ok && builtin.Name() == "clear" {
					return true
				}
				for _, callee := range p.Callees(instr) {
					if depth < deep && resets(p, callee, depth+1) {
						return true
					}
				}
			case *ssa.Slice:
				if c, ok := instr.High.(*ssa.Const); ok && c.Int64() == 0 {
					return true
				}
			case *ssa.Store:
				if _, local := instr.Addr.(*ssa.Alloc); !local && isWhole(instr.Addr) {
					return true
				}
			case *ssa.Return:
				for _, v := range instr.Results {
					if depth == 0 && fromPool(v) {
						return true
					}
				}
			}
		}
	}
	return false
}

// isWhole says whether an address is what a pooled pointer points to.
func isWhole(addr ssa.Value) bool {
	_, ok := addr.(*ssa.TypeAssert)
	return ok
}

// fromPool says whether v is what a pool gave.
func fromPool(v ssa.Value) bool {
	if a, ok := v.(*ssa.TypeAssert); ok {
		v = a.X
	}
	call, ok := v.(*ssa.Call)
	return ok && flow.Callee(call.Common()) != nil && flow.Callee(call.Common()).Name() == "Get"
}

// resettable is the type that the pool's value is taken as, where that has a
// Reset.
func resettable(site ssa.CallInstruction) types.Type {
	v := site.Value()
	if v == nil {
		return nil
	}
	for _, ref := range *v.Referrers() {
		a, ok := ref.(*ssa.TypeAssert)
		if !ok {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(a.AssertedType, true, nil, "Reset")
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Params().Len() == 0 {
			return a.AssertedType
		}
	}
	return nil
}

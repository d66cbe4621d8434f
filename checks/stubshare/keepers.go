package stubshare

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// keepers finds the functions that keep a stub in something that they are
// given, a receiver most of all: func (c *Base) Prepare(stub) { c.stub = stub }.
// Whether that outlives the transaction only the caller knows, who may be of
// another package.
var keepers = &analysis.Analyzer{
	Name:       "chaincodekeepers",
	Doc:        "find functions that keep a stub in what they are given, for stubshare",
	Requires:   []*analysis.Analyzer{flow.Analyzer},
	Run:        findKeepers,
	ResultType: reflect.TypeFor[lookup](),
	FactTypes:  []analysis.Fact{new(Keeper)},
}

// lookup is what is known of a function of another package.
type lookup func(*types.Func) []Keep

// Keeper is what a function keeps.
type Keeper struct{ Keeps []Keep }

// Keep says that parameter Of is stored at Path of what parameter In points to;
// receivers count as the first.
type Keep struct {
	In, Of int
	Path   string
}

func (*Keeper) AFact() {}

func (*Keeper) String() string { return "keeper" }

func findKeepers(pass *analysis.Pass) (any, error) {
	known := map[*types.Func]*Keeper{}
	find := lookup(func(fn *types.Func) []Keep {
		if fn == nil {
			return nil
		}
		k := new(Keeper)
		if own := known[fn.Origin()]; own != nil {
			k = own
		} else if fn.Pkg() == nil || fn.Pkg() == pass.Pkg || !pass.ImportObjectFact(fn.Origin(), k) {
			return nil
		}
		return k.Keeps
	})
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return find, nil
	}
	var order []*types.Func
	for range 3 { // helpers of helpers
		for _, fn := range p.Funcs {
			obj, ok := fn.Object().(*types.Func)
			if !ok || fn.Synthetic != "" {
				continue
			}
			keeps := keepsOf(p, fn, find)
			if len(keeps) == 0 {
				continue
			}
			if known[obj] == nil {
				order = append(order, obj)
			}
			known[obj] = &Keeper{keeps}
		}
	}
	for _, fn := range order {
		pass.ExportObjectFact(fn, known[fn])
	}
	return find, nil
}

// keepsOf is what fn keeps, by itself or by what it calls.
func keepsOf(p *flow.Package, fn *ssa.Function, find lookup) []Keep {
	var list []Keep
	add := func(place flow.Place, v ssa.Value) {
		in, of := index(fn, place.Base), index(fn, flow.PlaceOf(v).Base)
		if in >= 0 && of >= 0 && in != of && place.Path != "" && p.HoldsStub(v) {
			list = append(list, Keep{in, of, place.Path})
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				add(flow.PlaceOf(instr.Addr), instr.Val)
			case *ssa.Call:
				args := instr.Common().Args
				for _, k := range find(flow.Callee(instr.Common())) {
					if !instr.Common().IsInvoke() && max(k.In, k.Of) < len(args) {
						add(flow.PlaceOf(args[k.In]).At(k.Path), args[k.Of])
					}
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b Keep) int { return cmp.Or(a.In-b.In, a.Of-b.Of, cmp.Compare(a.Path, b.Path)) })
	return slices.Compact(list)
}

// index is the number of the parameter that v is, or -1.
func index(fn *ssa.Function, v ssa.Value) int {
	return slices.IndexFunc(fn.Params, func(p *ssa.Parameter) bool { return p == v })
}

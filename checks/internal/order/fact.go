package order

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Ordering is what other packages must know of a function: what it does to the
// order of slices, and with that of maps. It is taken from the syntax, since most packages with such
// helpers know nothing of chaincode and are not worth their SSA form.
type Ordering struct {
	// Comes are the results that come in the order of a map, Picks those that
	// are the entry which came first.
	Comes, Picks []int
	// Sorts are the parameters that it sorts, Sorted the results that it has
	// sorted.
	Sorts, Sorted []int
	// At is where it stands: keys.go:12.
	At string
}

func (*Ordering) AFact() {}

func (o *Ordering) String() string { return "ordering" }

// seedElsewhere starts at a call of another package's function that returns
// something in map order, or what comes first in it.
func (t *tracer) seedElsewhere(call *ssa.Call, fn *types.Func) {
	o := t.ordering(fn)
	if o == nil {
		return
	}
	picks := o.Picks
	if single(call) {
		picks = nil
	}
	if len(o.Comes)+len(picks) == 0 {
		return
	}
	src := t.source(Map, "map order of "+fn.Pkg().Name()+"."+fn.Name()+" ("+o.At+")", call.Pos())
	result := func(i int, kind flow.Kind) {
		fact := flow.Fact{V: call, Kind: kind}
		if fn.Signature().Results().Len() > 1 {
			fact.Path = "/#" + string(rune('0'+i))
		}
		t.run.Root(src, call.Parent()).Add(fact, nil)
	}
	for _, i := range o.Comes {
		result(i, seq)
	}
	for _, i := range picks {
		result(i, flow.Data)
	}
}

// ordering is what is known of fn, where it is of another package.
func (t *tracer) ordering(fn *types.Func) *Ordering {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == t.pass.Pkg {
		return nil
	}
	o := new(Ordering)
	if !t.pass.ImportObjectFact(fn.Origin(), o) {
		return nil
	}
	return o
}

// sortedElsewhere are the sorts that a function of another package does on
// what it is given.
func (t *tracer) sortedElsewhere(call *ssa.Call) []*Sort {
	fn := flow.Callee(call.Common())
	o := t.ordering(fn)
	if o == nil {
		return nil
	}
	var list []*Sort
	for _, i := range o.Sorts {
		if fn.Signature().Recv() != nil && !call.Common().IsInvoke() {
			i++
		}
		if i < len(call.Common().Args) {
			list = append(list, &Sort{call: call, place: flow.PlaceOf(call.Common().Args[i]), total: true})
		}
	}
	return list
}

// keeps says whether what the call returns does not depend on the order of the
// sequence that it gets.
func (t *tracer) keeps(call *ssa.Call, fn *types.Func) bool {
	if o := t.ordering(fn); o != nil && (len(o.Sorts) > 0 || len(o.Sorted) > 0) {
		return true
	}
	for _, prefix := range []string{"Contains", "Includes", "Has", "Exists", "Sort", "Len", "Count"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return false
}

// exportOrderings tells importers of the package what its functions do to
// orders.
func exportOrderings(pass *analysis.Pass) {
	if path := fabric.Unvendored(pass.Pkg.Path()); flow.Standard(path) || distant(path) {
		return
	}
	r := &reader{pass: pass, known: map[*types.Func]*Ordering{}}
	for range 2 { // once more, for helpers of helpers
		for _, file := range pass.Files {
			for _, decl := range file.Decls {
				if d, ok := decl.(*ast.FuncDecl); ok && d.Body != nil {
					r.declared(d)
				}
			}
		}
	}
	for _, fn := range r.order {
		pass.ExportObjectFact(fn, r.known[fn])
	}
}

// distant says whether path is of a module that is no chaincode's own.
func distant(path string) bool {
	for _, prefix := range []string{"golang.org/x/", "google.golang.org/", "github.com/hyperledger/fabric", "github.com/golang/", "gopkg.in/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

func (r *reader) keep(fn *types.Func, o *Ordering) {
	for _, list := range []*[]int{&o.Comes, &o.Picks, &o.Sorts, &o.Sorted} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	if len(o.Comes)+len(o.Picks)+len(o.Sorts)+len(o.Sorted) == 0 {
		return
	}
	if r.known[fn] == nil {
		r.order = append(r.order, fn)
	}
	r.known[fn] = o
}

package ops

import (
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Analyzer finds the operations of a package's functions. Its result is a
// *Package, nil where the package holds no chaincode.
var Analyzer = &analysis.Analyzer{
	Name:       "chaincodeops",
	Doc:        "find what each function of a chaincode reads, writes, queries and publishes",
	Requires:   []*analysis.Analyzer{flow.Analyzer},
	Run:        run,
	ResultType: reflect.TypeFor[*Package](),
	FactTypes:  []analysis.Fact{(*Summary)(nil)},
}

// Summary is what a function does, as its callers see it.
type Summary struct {
	Ops []Op
	// Results are the function's results where they are made of its
	// parameters; none for the others.
	Results []Expr
	// Looks are the parameters by which the function looks into a map that
	// lives longer than it: a cache.
	Looks []Expr
}

// AFact makes Summary a fact.
func (*Summary) AFact() {}

func (s *Summary) empty() bool {
	for _, x := range s.Results {
		if x.Op != none {
			return false
		}
	}
	return len(s.Ops) == 0 && len(s.Looks) == 0
}

// Package is what a package of chaincode does to the ledger.
type Package struct {
	Flow *flow.Package
	// Funcs are the functions that transactions reach, in source order.
	Funcs []*Func

	pass *analysis.Pass
	all  map[*ssa.Function]*Func
	// visiting and cycles serve the walk from callees to callers.
	visiting map[*ssa.Function]bool
	order    []*ssa.Function
	cycles   bool
	imported map[*types.Func]*Summary
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return (*Package)(nil), nil
	}
	o := &Package{
		Flow: p, pass: pass, all: map[*ssa.Function]*Func{}, visiting: map[*ssa.Function]bool{},
		imported: map[*types.Func]*Summary{},
	}
	for _, fn := range p.Funcs {
		o.visit(fn)
	}
	if o.cycles {
		for _, fn := range o.order { // now with what lay ahead
			o.all[fn] = o.analyze(fn)
		}
	}
	for _, fn := range p.Funcs {
		f := o.all[fn]
		if p.Reached(fn) {
			o.Funcs = append(o.Funcs, f)
		}
		if obj, ok := fn.Object().(*types.Func); ok && token.IsExported(obj.Name()) && !f.sum.empty() && fn.Synthetic == "" {
			pass.ExportObjectFact(obj, f.sum.exported())
		}
	}
	return o, nil
}

// exported is the summary without what only this package understands.
func (s *Summary) exported() *Summary {
	out := &Summary{Results: s.Results, Looks: s.Looks}
	for _, op := range s.Ops {
		op.pos = token.NoPos
		out.Ops = append(out.Ops, op)
	}
	return out
}

// visit analyses fn, behind what it calls.
func (p *Package) visit(fn *ssa.Function) {
	if p.all[fn] != nil {
		return
	}
	if p.visiting[fn] {
		p.cycles = true
		return
	}
	p.visiting[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok {
				for _, callee := range p.Flow.Callees(site) {
					p.visit(callee)
				}
				for _, mk := range closures(site) {
					p.visit(mk.Fn.(*ssa.Function))
				}
			}
		}
	}
	p.order = append(p.order, fn)
	p.all[fn] = p.analyze(fn)
}

// target is a function that a call may come to.
type target struct {
	fn   *ssa.Function // nil for another package's
	name string
	sum  *Summary
	sure bool
}

// many is how many functions a call may come to before it says nothing.
const many = 4

// callees are the functions that a call may come to, as far as something is
// known of them.
func (p *Package) callees(site ssa.CallInstruction) []target {
	var list []target
	found := p.Flow.Callees(site)
	if len(found) > many {
		return nil
	}
	common := site.Common()
	if len(found) > 1 && !common.IsInvoke() {
		return nil // a handler out of a table: no two calls need come to the same
	}
	sure := len(found) == 1 && (common.IsInvoke() || common.StaticCallee() != nil)
	for _, fn := range found {
		if f := p.all[fn]; f != nil {
			list = append(list, target{fn, p.Flow.Name(fn), &f.sum, sure})
		}
	}
	if obj := flow.Callee(common); len(found) == 0 && obj != nil && !common.IsInvoke() {
		if sum := p.fact(obj.Origin()); sum != nil {
			list = append(list, target{nil, obj.Pkg().Name() + "." + obj.Name(), sum, true})
		}
	}
	return list
}

// fact is what another package says of its function.
func (p *Package) fact(obj *types.Func) *Summary {
	if obj.Pkg() == nil || obj.Pkg() == p.pass.Pkg {
		return nil
	}
	sum, ok := p.imported[obj]
	if !ok {
		var s Summary
		if p.pass.ImportObjectFact(obj, &s) {
			sum = &s
		}
		p.imported[obj] = sum
	}
	return sum
}

// closures are the function literals that a call hands to what it calls, and
// that have the stub from their surroundings: they are taken to run within.
func closures(site ssa.CallInstruction) []*ssa.MakeClosure {
	var list []*ssa.MakeClosure
	for _, arg := range site.Common().Args {
		if mk, ok := arg.(*ssa.MakeClosure); ok {
			if fn := mk.Fn.(*ssa.Function); fn.Blocks != nil && fn.Parent() != nil {
				list = append(list, mk)
			}
		}
	}
	return list
}

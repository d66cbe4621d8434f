package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// foreign is what facts say of the functions of other packages that this one
// calls, and of their variables that it uses.
type foreign struct {
	summaries map[*types.Func]*Summary
	yields    map[types.Object]*Yields
	// callees are the methods that a call through an interface may reach in
	// other packages, where those are few enough to be looked at.
	callees map[ssa.CallInstruction][]*types.Func
}

// widestCall is how many methods a call through an interface may reach in
// other packages to be followed: beyond it, the interface is no indirection to
// one thing any more.
const widestCall = 3

// readFacts looks up the facts on all that the package mentions.
func (p *Package) readFacts(pass *analysis.Pass) {
	p.foreign = foreign{map[*types.Func]*Summary{}, map[types.Object]*Yields{}, map[ssa.CallInstruction][]*types.Func{}}
	seen := map[types.Object]bool{}
	read := func(obj types.Object) {
		if obj == nil || obj.Pkg() == nil || obj.Pkg() == p.types || seen[obj] {
			return
		}
		seen[obj] = true
		var y Yields
		if pass.ImportObjectFact(obj, &y) {
			p.foreign.yields[obj] = &y
		}
		var s Summary
		if fn, ok := obj.(*types.Func); ok && pass.ImportObjectFact(obj, &s) {
			p.foreign.summaries[fn] = &s
		}
	}
	for _, m := range p.promoted {
		read(m.fn)
	}
	implementers := &implementers{p: p, known: map[*types.Interface][]*types.Named{}}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(nil) {
					switch v := (*op).(type) {
					case *ssa.Function:
						if obj := object(v); obj != nil {
							read(obj)
						}
					case *ssa.Global:
						read(v.Object())
					}
				}
				site, ok := instr.(ssa.CallInstruction)
				if !ok || !site.Common().IsInvoke() || fabric.IsStub(site.Common().Value.Type()) {
					continue
				}
				methods := implementers.of(site.Common())
				p.foreign.callees[site] = methods
				for _, m := range methods {
					read(m)
				}
			}
		}
	}
}

// object is the declared function behind fn, or nil.
func object(fn *ssa.Function) *types.Func {
	obj, _ := Generic(fn).Object().(*types.Func)
	return obj
}

// foreignCallees are the functions of other packages that site may call.
func (p *Package) foreignCallees(site ssa.CallInstruction) []*types.Func {
	common := site.Common()
	if common.IsInvoke() {
		return p.foreign.callees[site]
	}
	if fn := common.StaticCallee(); fn != nil {
		if obj := object(fn); obj != nil && obj.Pkg() != p.types {
			return []*types.Func{obj}
		}
	}
	return nil
}

// summarised says whether facts tell all that site may do, and the summaries.
func (p *Package) summarised(site ssa.CallInstruction) (list []*types.Func, ok bool) {
	callees := p.foreignCallees(site)
	for _, fn := range callees {
		if p.foreign.summaries[fn] == nil {
			return nil, false
		}
	}
	return callees, len(callees) > 0
}

// implementers finds the types of imported packages that an interface stands
// for.
type implementers struct {
	p     *Package
	known map[*types.Interface][]*types.Named
}

func (im *implementers) of(call *ssa.CallCommon) (list []*types.Func) {
	if call.Method.Pkg() == nil || standard(call.Method.Pkg().Path()) {
		return nil // error, io.Writer: whatever it is, it is elsewhere
	}
	iface, ok := call.Value.Type().Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return nil
	}
	for _, n := range im.types(iface) {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), false, n.Obj().Pkg(), call.Method.Name())
		if m, ok := obj.(*types.Func); ok {
			list = append(list, m.Origin())
		}
	}
	if len(list) > widestCall {
		return nil
	}
	return list
}

func (im *implementers) types(iface *types.Interface) []*types.Named {
	if list, ok := im.known[iface]; ok {
		return list
	}
	var list []*types.Named
	for _, pkg := range im.p.types.Imports() {
		if standard(pkg.Path()) {
			continue
		}
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			obj, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || obj.IsAlias() {
				continue
			}
			n, ok := obj.Type().(*types.Named)
			if ok && !types.IsInterface(n) && n.TypeParams().Len() == 0 && types.Implements(types.NewPointer(n), iface) {
				list = append(list, n)
			}
		}
	}
	im.known[iface] = list
	return list
}

// across follows a fact into functions of other packages, by what their
// summaries say.
func (f *Frame) across(callees []*types.Func, fact Fact, site ssa.CallInstruction, step *Step) {
	args := Actuals(site.Common())
	for _, fn := range callees {
		s := f.run.P.foreign.summaries[fn]
		for _, flow := range s.Flows {
			if flow.From < len(args) && args[flow.From] == fact.V && overlaps(fact.Path, flow.Part) {
				f.flowed(fn, flow, args, fact, site, step)
			}
		}
		for _, h := range s.Hits {
			if f.run.OwnSinks || !h.takes(args, fact) {
				continue
			}
			m := h.Manner
			if fact.Kind == Decided && m == Reaches {
				m = Decides
			}
			hop := step.Abroad(Qualified(fn), h, site)
			hop.likely = hop.likely || len(callees) > 1
			f.Hit(Hit{Sink: h.sink(site), Manner: m, Part: h.SinkArg}, hop)
		}
	}
}

// takes says whether fact enters the function by the arrival's parameter.
func (a Arrival) takes(args []ssa.Value, fact Fact) bool {
	return a.From < len(args) && args[a.From] == fact.V && overlaps(fact.Path, a.Part)
}

// flowed applies one way through a function of another package.
func (f *Frame) flowed(fn *types.Func, flow Flow, args []ssa.Value, fact Fact, site ssa.CallInstruction, step *Step) {
	kind := fact.Kind
	if flow.Kind == Decided {
		kind = Decided
	}
	step = &Step{prev: step, pos: site.Pos(), likely: flow.Likely}
	if flow.Into >= 0 {
		if flow.Into < len(args) {
			f.Write(args[flow.Into], flow.Path, kind, site, step)
		}
		return
	}
	step.note, step.via = "returned by "+Qualified(fn), Qualified(fn)
	f.result(site, exit{result: flow.Result, path: flow.Path, kind: kind}, step)
}

// overlaps says whether one of the paths holds the other.
func overlaps(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, ok := strings.CutPrefix(b, a)
	return ok && (rest == "" || rest[0] == '/')
}

// sink is the sink as the package that calls it names it.
func (s Site) sink(site ssa.CallInstruction) Sink {
	return Sink{Class: s.Class, Name: s.Name, Pos: site.Pos(), Place: s.Place, Likely: s.Likely}
}

// Qualified is what a reader calls fn of another package: ledger.Save,
// store.Table.Put.
func Qualified(fn *types.Func) string {
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		if n := namedOf(recv.Type()); n != "" {
			name = n + "." + name
		}
	}
	return fn.Pkg().Name() + "." + name
}

// foreignSink is the sink that calling a function of another package comes to.
func (p *Package) foreignSink(site ssa.CallInstruction) *Sink {
	for _, fn := range p.foreignCallees(site) {
		if s := p.foreign.summaries[fn]; s != nil && s.Calls.Class != fabric.None {
			sink := s.Calls.sink(site)
			return &sink
		}
	}
	return nil
}

// failsElsewhere says whether fn, of another package, always returns an error.
func (p *Package) failsElsewhere(fn *types.Func) bool {
	s := p.foreign.summaries[fn]
	return s != nil && s.Fails
}

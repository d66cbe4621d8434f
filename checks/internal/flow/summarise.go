package flow

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/origin"
)

// writeFacts says what the package's functions do, for those that call them.
func (p *Package) writeFacts(pass *analysis.Pass) {
	if p.types.Name() == "main" {
		return // nobody imports it
	}
	if p.chaincode {
		p.writeSummaries(pass)
	}
	p.writeYields(pass)
}

// shown is the declared function that other packages may call as fn, or nil.
func (p *Package) shown(fn *ssa.Function) *types.Func {
	obj := object(fn)
	if obj == nil || fn.Parent() != nil || fn.Synthetic != "" || obj.Pkg() != p.types || !obj.Exported() {
		return nil
	}
	return obj
}

// widestParam is how many fields of a parameter are followed one by one;
// wider ones are followed as a whole.
const widestParam = 24

func (p *Package) writeSummaries(pass *analysis.Pass) {
	r := NewRun(p, Follow{})
	type way struct {
		from int
		fact Fact
	}
	ways := map[*ssa.Function][]way{}
	for _, fn := range p.Funcs {
		if p.shown(fn) == nil {
			continue
		}
		for i, param := range fn.Params {
			for _, part := range parts(param.Type()) {
				fact := Fact{V: param, Path: part}
				ways[fn] = append(ways[fn], way{i, fact})
				r.Enter(fn, fact)
			}
		}
	}
	r.Drain()
	for _, fn := range p.Funcs {
		obj := p.shown(fn)
		if obj == nil {
			continue
		}
		s := &Summary{Fails: p.alwaysFails(fn)}
		if sink := p.sinks[fn]; sink != nil {
			s.Calls = p.site(*sink)
		}
		for _, w := range ways[fn] {
			f := r.Enter(fn, w.fact)
			s.Flows = append(s.Flows, f.flows(w.from, w.fact.Path)...)
			s.Hits = append(s.Hits, f.arrivals(w.from, w.fact.Path)...)
		}
		pass.ExportObjectFact(obj, s)
	}
}

// parts are the paths by which a parameter of type t is followed.
func parts(t types.Type) []string {
	s := structOf(t)
	if s == nil || s.NumFields() == 0 || s.NumFields() > widestParam {
		return []string{""}
	}
	var list []string
	for f := range s.Fields() {
		list = append(list, push(f.Name(), ""))
	}
	return list
}

// flows are the ways out of a frame that a parameter entered.
func (f *Frame) flows(from int, part string) (list []Flow) {
	for _, e := range f.left {
		step := f.exits[e]
		flow := Flow{From: from, Part: part, Kind: min(e.kind, Decided), Into: -1, Result: e.result, Path: e.path}
		switch at := e.at.(type) {
		case nil:
		case *ssa.Parameter:
			flow.Into, flow.Result = slices.Index(f.Fn.Params, at), -1
			if flow.Into == from && overlaps(part, e.path) {
				continue
			}
		default:
			continue
		}
		flow.Likely = uncertain(step)
		list = append(list, flow)
	}
	return list
}

// arrivals are the sinks that a frame comes to.
func (f *Frame) arrivals(from int, part string) (list []Arrival) {
	for m := range f.hits {
		for arg := range f.hits[m] {
			for _, h := range f.hits[m][arg] {
				if h != nil && h.Class != fabric.None && h.Class != fabric.Response {
					a := Arrival{From: from, Part: part, Site: f.run.P.site(h.Sink), Manner: h.Manner, SinkArg: h.Part}
					a.Likely = h.Uncertain()
					list = append(list, a)
				}
			}
		}
	}
	return list
}

// site is a sink in words that hold in other packages.
func (p *Package) site(s Sink) Site {
	return Site{Class: s.Class, Name: s.Name, Place: p.PlaceOfSink(s), Likely: s.Likely}
}

// helperFacts is how far the sources of a package without chaincode are
// followed: a helper that hands one on does so within a few steps.
const helperFacts = 1 << 12

func (p *Package) writeYields(pass *analysis.Pass) {
	found := map[types.Object]*Yields{}
	var order []types.Object
	note := func(obj types.Object, y Yield) {
		if obj == nil || obj.Pkg() != p.types {
			return
		}
		if found[obj] == nil {
			found[obj] = &Yields{}
			order = append(order, obj)
		}
		same := func(old Yield) bool {
			return old.Family == y.Family && old.Kind == y.Kind && old.Into == y.Into && old.Result == y.Result && old.Path == y.Path
		}
		if !slices.ContainsFunc(found[obj].List, same) {
			found[obj].List = append(found[obj].List, y)
		}
	}
	for _, family := range origin.Families {
		r := NewRun(p, strict{family, !p.chaincode})
		if !p.chaincode {
			r.left = helperFacts
		}
		sources := Seed(r, family)
		r.Drain()
		for _, src := range sources {
			src.yields(p, family, note)
		}
	}
	slices.SortStableFunc(order, func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, obj := range order {
		pass.ExportObjectFact(obj, found[obj])
	}
}

// yields notes what src comes to outside of the package.
func (src *Source) yields(p *Package, family origin.Family, note func(types.Object, Yield)) {
	for _, f := range src.frames {
		obj := p.shown(f.Fn)
		for _, e := range f.left {
			step := f.exits[e]
			y := Yield{Family: family, Name: src.Name, Place: src.place(p), Kind: min(e.kind, Decided), Into: -1, Result: -1, Path: e.path}
			y.Likely = uncertain(step)
			switch at := e.at.(type) {
			case *ssa.Global:
				if g := at.Object(); g != nil && g.Exported() {
					note(g, y)
				}
				continue
			case *ssa.Parameter:
				y.Into = slices.Index(f.Fn.Params, at)
			case nil:
				y.Result = e.result
			default:
				continue
			}
			if obj == nil || y.Result >= 0 && isErrorType(f.Fn.Signature.Results().At(y.Result).Type()) {
				continue
			}
			y.Told = y.Result >= 0 && p.entries[f.Fn] != NoEntry
			note(obj, y)
		}
	}
}

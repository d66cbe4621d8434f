package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Abroad are the sinks that fact comes to in functions of other packages that
// site calls, and the name of each function.
func (f *Frame) Abroad(fact Fact, site ssa.CallInstruction) (list []Arrival, names []string) {
	if len(f.run.P.calls.callees[site]) > 0 {
		return nil, nil
	}
	callees, _ := f.run.P.summarised(site)
	args := Actuals(site.Common())
	for _, fn := range callees {
		for _, a := range f.run.P.foreign.summaries[fn].Hits {
			if a.takes(args, fact) {
				list, names = append(list, a), append(names, Qualified(fn))
			}
		}
	}
	return list, names
}

// Abroad is the step into a function of another package, named so.
func (s *Step) Abroad(name string, a Arrival, site ssa.CallInstruction) *Step {
	return &Step{prev: s, pos: site.Pos(), via: name, likely: a.Likely, note: "passed to " + name + ", which comes to " + a.Name + " at " + a.Place}
}

// Sink is the arrival's sink as the package that calls it names it.
func (a Arrival) Sink(site ssa.CallInstruction) Sink { return a.sink(site) }

// ComesTo says whether site calls a function of another package that hands
// something on to the sink of this name.
func (p *Package) ComesTo(site ssa.CallInstruction, name string) bool {
	callees, _ := p.summarised(site)
	for _, fn := range callees {
		if slices.ContainsFunc(p.foreign.summaries[fn].Hits, func(a Arrival) bool { return a.Name == name }) {
			return true
		}
	}
	return false
}

package globalstate

import (
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// called is a call, within a transaction, of another package's function that
// writes a variable of its package.
type called struct {
	source *flow.Source
	name   string
	mutated
}

// seedCalls starts at what such calls return. A function that gets the stub is
// told of in its own package.
func seedCalls(pass *analysis.Pass, r *flow.Run) (list []called) {
	for _, fn := range r.P.Funcs {
		if !r.P.Reached(fn) || fn.Synthetic != "" {
			continue
		}
		for _, site := range flow.Sites(fn) {
			obj := flow.Callee(site.Common())
			if obj == nil || obj.Pkg() == nil || obj.Pkg() == pass.Pkg || handed(r.P, site) {
				continue
			}
			var m mutates
			if !pass.ImportObjectFact(obj.Origin(), &m) {
				continue
			}
			src := &flow.Source{Name: "package variable " + m.Vars[0].Name, Pos: site.Pos(), Fn: fn}
			r.Root(src, fn).Results(site, flow.Data, nil)
			list = append(list, called{src, flow.Qualified(obj), m.Vars[0]})
		}
	}
	return list
}

// handed says whether the call hands on the stub.
func handed(p *flow.Package, site ssa.CallInstruction) bool {
	return slices.ContainsFunc(site.Common().Args, func(v ssa.Value) bool { return p.CarriesStub(v.Type()) })
}

// diagnose puts a call into words.
func (c called) diagnose(p *flow.Package) analysis.Diagnostic {
	d := report.Diagnostic{Pos: c.source.Pos, Severity: report.Notice, Hint: cure}
	d.Message = c.source.Name + ", which " + c.name + " writes at " + c.Place + ", is written in a transaction"
	hit := c.source.Best()
	switch {
	case hit == nil || hit.Manner == flow.Fails:
		d.Message += ", a race with those that run at once"
		return d.Analysis()
	case hit.Manner == flow.Reaches:
		d.Severity = report.Error
		d.Message += " and reaches "
	case hit.Manner == flow.Decides:
		d.Severity = report.Warning
		d.Message += " and decides "
	}
	if d.Severity == report.Error && hit.Uncertain() {
		d.Severity = report.Warning
	}
	d.Message += hit.Name + " at " + p.PlaceOfSink(hit.Sink) + hit.Through()
	d.Related = hit.Related()
	return d.Analysis()
}

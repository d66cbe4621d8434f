package mapiter

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/order"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// diagnose puts a finding into words.
func diagnose(pass *analysis.Pass, p *flow.Package, f order.Finding) analysis.Diagnostic {
	hit := f.Hit
	d := report.Diagnostic{
		Pos: f.Source.Pos, Severity: report.Error, Related: hit.Related(), Fixes: fix(pass, f.Source.Pos),
		Hint: "range over sorted keys, slices.Sorted(maps.Keys(m)), or sort what is collected by an order without ties",
	}
	sink := hit.Name + " at " + p.At(hit.Pos)
	switch hit.Reason {
	case order.InOrder:
		d.Message = sink + " is called in map order" + hit.Through()
	case order.SameKey:
		d.Message = sink + " writes one key for every entry of the map, and map order decides which one stays" + hit.Through()
		d.Hint = "make the key part of what is written, or range over sorted keys: slices.Sorted(maps.Keys(m))"
	case order.EndsEarly:
		d.Message = "the loop may end early, so map order decides which keys " + sink + " writes" + hit.Through()
	default:
		verb := " reaches "
		if hit.Manner == flow.Decides {
			verb, d.Severity = " decides ", report.Warning
		}
		d.Message = f.Source.Name + verb + sink + hit.Through()
	}
	if d.Severity == report.Error && hit.Uncertain() {
		d.Severity = report.Warning
	}
	return d.Analysis()
}

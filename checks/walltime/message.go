package walltime

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// diagnose puts a hit into words.
func diagnose(p *flow.Package, src *flow.Source, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: src.Pos, Related: hit.Related()}
	sink := hit.Name
	if at := p.PlaceOfSink(hit.Sink); at != "" {
		sink += " at " + at
	}
	switch hit.Manner {
	case flow.Reaches:
		d.Severity = report.Error
		d.Message = src.Name + " reaches " + sink + hit.Through()
		d.Hint = "use the transaction's time, which is the same on every endorser: ctx.GetStub().GetTxTimestamp()"
		if hit.Class == fabric.Range || hit.Class == fabric.Read {
			d.Hint = "take the bound from the arguments or from the ledger: what is read is signed too"
		}
	case flow.Decides:
		d.Severity = report.Warning
		d.Message = src.Name + " decides " + sink + hit.Through()
		d.Hint = "compare with a time that all endorsers share; GetTxTimestamp is one, but the client sets it and can backdate it"
	case flow.Fails:
		d.Severity = report.Notice
		d.Message = src.Name + " decides only whether the transaction fails, at " + p.PlaceOfSink(hit.Sink) + hit.Through()
		d.Hint = "endorsers that disagree near the moment refuse each other; GetTxTimestamp agrees, but the client sets it and can " +
			"backdate it, so it is no drop-in for an expiry guard"
	}
	if d.Severity == report.Error && hit.Uncertain() {
		d.Severity = report.Warning
	}
	return d.Analysis()
}

// Package disagree reports what arises on one machine and comes to what all
// endorsers sign, for the checks that differ only in what arises and in what
// they advise.
//
// It promises that every finding names the sink and the way there.
package disagree

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// Words are a check's advice, by how a source touches a sink.
type Words struct {
	Reaches string // it is part of what is written or answered
	Read    string // it chooses what is read
	Decides string // a branch on it decides a sink
	Fails   string // a branch on it decides only whether the transaction fails
	// Fixes, where not nil, are edits that cure it.
	Fixes func(*analysis.Pass, *flow.Source, *flow.Hit) []analysis.SuggestedFix
}

// Check reports the sources of a family for which wanted, where not nil, says
// yes.
func Check(pass *analysis.Pass, family origin.Family, w Words, wanted func(*flow.Package, *flow.Source) bool) {
	p := pass.ResultOf[flow.Machine].(*flow.Package)
	if p == nil {
		return
	}
	var list []analysis.Diagnostic
	for _, src := range flow.Trace(p, family) {
		hit := src.Best()
		if hit != nil && hit.Class == fabric.Response && src.Told() {
			continue
		}
		if hit != nil && (wanted == nil || wanted(p, src)) {
			d := w.diagnose(p, src, hit)
			if w.Fixes != nil {
				d.SuggestedFixes = w.Fixes(pass, src, hit)
			}
			list = append(list, d)
		}
	}
	report.All(pass, list)
}

// diagnose puts a hit into words.
func (w Words) diagnose(p *flow.Package, src *flow.Source, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: src.Pos, Related: hit.Related()}
	sink := hit.Name
	if at := p.PlaceOfSink(hit.Sink); at != "" {
		sink += " at " + at
	}
	switch hit.Manner {
	case flow.Reaches:
		d.Severity, d.Message, d.Hint = report.Error, src.Name+" reaches "+sink+hit.Through(), w.Reaches
		if hit.Class == fabric.Range || hit.Class == fabric.Read {
			d.Hint = w.Read
		}
	case flow.Decides:
		d.Severity, d.Message, d.Hint = report.Warning, src.Name+" decides "+sink+hit.Through(), w.Decides
	case flow.Fails:
		d.Severity, d.Hint = report.Notice, w.Fails
		d.Message = src.Name + " decides only whether the transaction fails, at " + p.PlaceOfSink(hit.Sink) + hit.Through()
	}
	if d.Severity == report.Error && hit.Uncertain() {
		d.Severity = report.Warning
	}
	return d.Analysis()
}

package codecorder

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// diagnose puts a hit into words. Spaces that only a response shows are a
// notice: the builds of peers of one version are the same.
func diagnose(p *flow.Package, e *encoding, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: e.source.Pos, Severity: report.Warning, Hint: e.hint, Related: hit.Related()}
	verb := ", and reaches "
	if hit.Manner == flow.Decides {
		verb = ", and decides "
	}
	d.Message = e.what + verb + hit.Name
	if at := p.PlaceOfSink(hit.Sink); at != "" {
		d.Message += " at " + at
	}
	d.Message += hit.Through()
	if e.kind == spaced && hit.Class == fabric.Response {
		d.Severity = report.Notice
	}
	return d.Analysis()
}

package mapiter

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// The reasons why a sink within a loop depends on the order.
const (
	inOrder   = "in order"
	sameKey   = "same key"
	endsEarly = "ends early"
)

// diagnose puts a hit into words.
func (t *tracer) diagnose(src *flow.Source, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: src.Pos, Severity: report.Error, Related: hit.Related(),
		Hint: "range over sorted keys, slices.Sorted(maps.Keys(m)), or sort what is collected by an order without ties",
	}
	sink := hit.Name + " at " + t.p.At(hit.Pos)
	switch hit.Reason {
	case inOrder:
		d.Message = sink + " is called in map order" + hit.Through()
	case sameKey:
		d.Message = sink + " writes one key for every entry of the map, and map order decides which one stays" + hit.Through()
		d.Hint = "make the key part of what is written, or range over sorted keys: slices.Sorted(maps.Keys(m))"
	case endsEarly:
		d.Message = "the loop may end early, so map order decides which keys " + sink + " writes" + hit.Through()
	default:
		verb := " reaches "
		if hit.Manner == flow.Decides {
			verb, d.Severity = " decides ", report.Warning
		}
		d.Message = src.Name + verb + sink + hit.Through()
	}
	if s := t.partial[src]; s != nil {
		d.Message += ": the sort at " + t.p.At(s.call.Pos()) + " compares only " + strings.Join(s.fields, ", ") + ", so ties keep map order"
		d.Hint = "compare a field that no two entries share last, such as the map's key"
		d.Related = append([]analysis.RelatedInformation{{Pos: s.call.Pos(), Message: "sorted with ties"}}, d.Related...)
	}
	if d.Severity == report.Error && hit.Uncertain() {
		d.Severity = report.Warning
	}
	return d.Analysis()
}

package partialsort

import (
	_ "embed"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/order"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports sorts that leave ties in an order that nobody chose.
var Analyzer = &analysis.Analyzer{
	Name:     "partialsort",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{order.Analyzer},
	Flags:    profile.Flags("partialsort"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	result := pass.ResultOf[order.Analyzer].(*order.Result)
	if result == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, f := range result.Findings {
		if f.Ties != nil {
			d := diagnose(result.P, f)
			d.SuggestedFixes = repair(pass, f.Ties)
			list = append(list, d)
		}
	}
	report.All(pass, list)
	return nil, nil
}

// diagnose puts a finding into words. It stands where the entries come from,
// as the sort itself is no mistake on other input.
func diagnose(p *flow.Package, f order.Finding) analysis.Diagnostic {
	verb, hit := " reach ", f.Hit
	d := report.Diagnostic{
		Pos: f.Source.Pos, Severity: report.Error,
		Hint: "compare last what no two entries share, such as the map's key: endorsers otherwise see equal entries in different orders",
	}
	if hit.Manner == flow.Decides {
		verb, d.Severity = " decide ", report.Warning
	}
	if hit.Uncertain() {
		d.Severity = report.Warning
	}
	d.Message = "the sort at " + p.At(f.Ties.Pos()) + " compares only " + strings.Join(f.Ties.Fields, ", ") +
		", so ties keep " + f.Source.Name + " and" + verb + hit.Name + " at " + p.At(hit.Pos) + hit.Through()
	d.Related = append([]analysis.RelatedInformation{{Pos: f.Ties.Pos(), Message: "sorted with ties"}}, hit.Related()...)
	return d.Analysis()
}

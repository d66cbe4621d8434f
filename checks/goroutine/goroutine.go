package goroutine

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/order"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports the order of goroutines in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "goroutine",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{order.Analyzer},
	Flags:    profile.Flags("goroutine"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	result := pass.ResultOf[order.Analyzer].(*order.Result)
	if result == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, f := range result.Findings {
		if f.Origin != order.Map && f.Ties == nil {
			list = append(list, diagnose(result.P, f))
		}
	}
	report.All(pass, list)
	return nil, nil
}

// diagnose puts a finding into words.
func diagnose(p *flow.Package, f order.Finding) analysis.Diagnostic {
	verb, hit := " reaches ", f.Hit
	d := report.Diagnostic{Pos: f.Source.Pos, Severity: report.Error, Related: hit.Related()}
	switch f.Origin {
	case order.Select:
		d.Hint = "receive from each channel in a fixed order: which one is ready first differs between endorsers"
	default:
		d.Hint = "let each goroutine write its own index (results[i] = r) and wait for all of them, or sort what they return by an " +
			"order without ties: the scheduler of each endorser lets them finish in another order"
	}
	if hit.Manner == flow.Decides {
		verb, d.Severity = " decides ", report.Warning
	}
	if hit.Uncertain() {
		d.Severity = report.Warning
	}
	d.Message = f.Source.Name + verb + hit.Name + " at " + p.At(hit.Pos) + hit.Through()
	return d.Analysis()
}

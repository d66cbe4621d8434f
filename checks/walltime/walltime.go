package walltime

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports the wall clock in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "walltime",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, src := range flow.Trace(p, origin.Clock) {
		if hit := src.Best(); hit != nil {
			list = append(list, diagnose(p, src, hit))
		}
	}
	report.All(pass, list)
	return nil, nil
}

package mapiter

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/order"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports map order in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "mapiter",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{order.Analyzer},
	Flags:    profile.Flags("mapiter"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	result := pass.ResultOf[order.Analyzer].(*order.Result)
	if result == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, f := range result.Findings {
		if f.Origin == order.Map && f.Ties == nil {
			list = append(list, diagnose(pass, result.P, f))
		}
	}
	report.All(pass, list)
	return nil, nil
}

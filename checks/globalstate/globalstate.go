package globalstate

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports state that outlives a transaction beside the ledger.
var Analyzer = &analysis.Analyzer{
	Name:      "globalstate",
	Doc:       manual.Of(doc),
	Requires:  []*analysis.Analyzer{flow.Analyzer},
	FactTypes: []analysis.Fact{new(mutates)},
	Run:       run,
}

func run(pass *analysis.Pass) (any, error) {
	publish(pass)
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	f := &finder{p: p, once: onces(p), known: map[any]*variable{}, seen: map[visit]bool{}}
	for _, fn := range p.Funcs {
		if p.Reached(fn) && fn.Name() != "init" {
			f.scan(fn)
		}
	}
	r := flow.NewRun(p, flow.Follow{})
	for _, v := range f.variables {
		seed(r, v)
	}
	called := seedCalls(pass, r)
	r.Drain()
	var list []analysis.Diagnostic
	for _, v := range f.variables {
		if !v.stub {
			list = append(list, f.diagnose(v))
		}
	}
	for _, c := range called {
		list = append(list, c.diagnose(p))
	}
	report.All(pass, list)
	return nil, nil
}

// seed starts wherever a transaction reads v.
func seed(r *flow.Run, v *variable) {
	v.source = &flow.Source{Name: v.name, Pos: v.writes[0].at.Pos()}
	for _, path := range v.paths {
		if v.global != nil {
			for _, use := range r.P.Uses(v.global) {
				if r.P.Reached(use.Parent()) {
					r.Root(v.source, use.Parent()).Use(flow.Fact{V: v.global, Path: path}, use, nil)
				}
			}
			continue
		}
		for _, fn := range r.P.Methods(v.contract) {
			if r.P.Reached(fn) {
				r.Root(v.source, fn).Add(flow.Fact{V: fn.Params[0], Path: path}, nil)
			}
		}
	}
}

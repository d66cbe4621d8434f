package stubshare

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports stubs that leave their transaction, or its goroutine.
var Analyzer = &analysis.Analyzer{
	Name:     "stubshare",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer, keepers},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	f := &finder{p: p, keepers: pass.ResultOf[keepers].(lookup), requests: map[*ssa.Function]*request{}, known: map[any]*variable{}, seen: map[visit]bool{}}
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		list = append(list, f.spawned(fn)...)
	}
	for _, fn := range p.Funcs {
		if p.Reached(fn) || f.given(fn) {
			f.scan(fn)
		}
	}
	for _, v := range f.variables {
		list = append(list, f.kept(v))
	}
	report.All(pass, list)
	return nil, nil
}

// finder looks through one package.
type finder struct {
	p       *flow.Package
	keepers lookup
	// requests are what functions first ask of the peer with a stub that they
	// are given; nil where they ask nothing.
	requests  map[*ssa.Function]*request
	variables []*variable
	known     map[any]*variable
	seen      map[visit]bool
}

// given says whether fn is handed a stub.
func (f *finder) given(fn *ssa.Function) bool {
	for _, param := range fn.Params {
		if f.p.CarriesStub(param.Type()) {
			return true
		}
	}
	return false
}

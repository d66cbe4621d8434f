package droppederr

import (
	_ "embed"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports errors of the state API that nobody looks at.
var Analyzer = &analysis.Analyzer{
	Name:      "droppederr",
	Doc:       manual.Of(doc),
	Requires:  []*analysis.Analyzer{flow.Analyzer},
	FactTypes: []analysis.Fact{(*passes)(nil)},
	Run:       run,
}

// passes is the fact that a function returns an error of the stub.
type passes struct {
	Kind   int
	Method string
	At     string
	Mixed  bool
}

func (*passes) AFact() {}

func (f *passes) String() string { return "passes on the error of " + f.Method + " at " + f.At }

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	errs := stub.NewErrors(p, func(fn *types.Func) *stub.Error {
		var f passes
		if fn.Pkg() == nil || !pass.ImportObjectFact(fn, &f) {
			return nil
		}
		return &stub.Error{Kind: stub.Kind(f.Kind), Method: f.Method, At: f.At, Mixed: f.Mixed}
	})
	publish(pass, p, errs)
	var found []finding
	for _, fn := range p.Funcs {
		if fn.Synthetic != "" && fn.Parent() == nil && fn.Name() != "init" {
			continue
		}
		for _, site := range flow.Sites(fn) {
			if f, ok := judge(p, errs, site); ok {
				found = append(found, f)
			}
		}
	}
	at := map[token.Pos]bool{}
	for _, f := range found {
		at[f.site.Pos()] = true
	}
	paths := stub.Paths(pass, at)
	var list []analysis.Diagnostic
	for _, f := range found {
		list = append(list, diagnose(pass, p, f, paths[f.site.Pos()]))
	}
	report.All(pass, list)
	return nil, nil
}

// publish makes known which functions of this package pass on an error, for
// the packages that import it.
func publish(pass *analysis.Pass, p *flow.Package, errs *stub.Errors) {
	for _, fn := range p.Funcs {
		obj, ok := fn.Object().(*types.Func)
		err := errs.Passes(fn)
		if !ok || err == nil || obj.Pkg() != pass.Pkg || pass.Pkg.Name() == "main" || !obj.Exported() || fn.Synthetic != "" {
			continue
		}
		pass.ExportObjectFact(obj, &passes{Kind: int(err.Kind), Method: err.Method, At: err.At, Mixed: err.Mixed})
	}
}

// finding is an error that nobody looks at.
type finding struct {
	site    ssa.CallInstruction
	err     *stub.Error
	helper  string
	look    stub.Look
	reached bool
}

func judge(p *flow.Package, errs *stub.Errors, site ssa.CallInstruction) (finding, bool) {
	if !p.Live(site.Block()) {
		return finding{}, false // the transaction fails in any case
	}
	err, helper := errs.Of(site)
	if err == nil || err.Method == "Next" && helper == "" {
		return finding{}, false // iterclose says it
	}
	v, _ := stub.ErrorOf(site)
	look := errs.At(v)
	if look == stub.Looked {
		return finding{}, false
	}
	return finding{site, err, helper, look, p.Reached(site.Parent())}, true
}

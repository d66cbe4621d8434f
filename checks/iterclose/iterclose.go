package iterclose

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports query iterators that are not closed.
var Analyzer = &analysis.Analyzer{
	Name:      "iterclose",
	Doc:       manual.Of(doc),
	Requires:  []*analysis.Analyzer{flow.Analyzer},
	FactTypes: []analysis.Fact{(*keeps)(nil)},
	Run:       run,
}

// keeps is the fact that says what a function does with its iterators.
type keeps struct {
	// Closed and Left are the indexes of parameters, the receiver not counted,
	// that the function closes or hands on, and that it leaves open.
	Closed, Left []int
}

func (*keeps) AFact() {}

func (f *keeps) String() string { return fmt.Sprintf("closes %v, leaves %v open", f.Closed, f.Left) }

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	k := &keeper{pass: pass, p: p, known: map[*ssa.Parameter]bool{}}
	k.publish()
	var list []analysis.Diagnostic
	var open []leak
	at := map[token.Pos]bool{}
	errs := &stub.Lookout{}
	for _, fn := range p.Funcs {
		for _, site := range flow.Sites(fn) {
			if d := next(p, errs, site); d != nil {
				list = append(list, d.Analysis())
			}
			if l, ok := k.leaks(site); ok {
				open = append(open, l)
				at[site.Pos()] = true
			}
		}
	}
	paths := stub.Paths(pass, at)
	for _, l := range open {
		list = append(list, l.diagnose(pass, p, paths[l.site.Pos()]))
	}
	report.All(pass, list)
	return nil, nil
}

// next reports a Next whose error nobody looks at.
func next(p *flow.Package, errs *stub.Lookout, site ssa.CallInstruction) *report.Diagnostic {
	fn := flow.Callee(site.Common())
	recv := stub.Receiver(site.Common())
	if fn == nil || recv == nil || fn.Name() != "Next" || !stub.IsIterator(recv.Type()) || stub.IsMock(recv.Type()) || !p.Live(site.Block()) {
		return nil
	}
	v, ok := stub.ErrorOf(site)
	if !ok || errs.At(v) == stub.Looked || site.Parent().Synthetic != "" {
		return nil
	}
	return &report.Diagnostic{
		Pos: site.Pos(), Severity: report.Warning,
		Message: "error of Next is dropped",
		Hint: "return it: the entry is nil on the peer whose query fails between two pages, and reading its fields ends the process " +
			"with every transaction in flight",
	}
}

// opens is the result of the call that is a query's iterator, and its error;
// nil where it returns none that its caller has to close.
func opens(p *flow.Package, site ssa.CallInstruction) (it, err ssa.Value) {
	call, ok := site.(*ssa.Call)
	if !ok || call.Parent().Synthetic != "" {
		return nil, nil
	}
	results := call.Common().Signature().Results()
	if results.Len() == 0 || !stub.IsIterator(results.At(0).Type()) || stub.IsMock(results.At(0).Type()) {
		return nil, nil
	}
	if c, ok := flow.StubCall(call.Common()); !ok || c.Class != fabric.Range {
		if !handsStub(p, call) {
			return nil, nil
		}
	}
	it = stub.Result(call, 0)
	if results.Len() > 1 {
		err, _ = stub.ErrorOf(call)
	}
	return it, err
}

// handsStub says whether the call hands the stub to what it calls, so that a
// new iterator may come back.
func handsStub(p *flow.Package, call *ssa.Call) bool {
	for _, arg := range call.Common().Args {
		if p.CarriesStub(arg.Type()) {
			return true
		}
	}
	return call.Common().IsInvoke() && p.CarriesStub(call.Common().Value.Type())
}

// publish makes known what this package's functions do with iterators.
func (k *keeper) publish() {
	for _, fn := range k.p.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || obj.Pkg() != k.pass.Pkg || !obj.Exported() || fn.Synthetic != "" {
			continue
		}
		var f keeps
		first := len(fn.Params) - fn.Signature.Params().Len()
		for i, param := range fn.Params[first:] {
			if !stub.IsIterator(param.Type()) {
				continue
			}
			if k.closes(fn, param) {
				f.Closed = append(f.Closed, i)
			} else {
				f.Left = append(f.Left, i)
			}
		}
		if len(f.Closed)+len(f.Left) > 0 {
			k.pass.ExportObjectFact(obj, &f)
		}
	}
}

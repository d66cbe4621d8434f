package failopen

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports guards that let an error of the stub through to a write.
var Analyzer = &analysis.Analyzer{
	Name:     "failopen",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	c := &check{p: p, errs: stub.NewErrors(p, nil), writers: stub.NewWriters(p), spent: map[*ssa.Function]int{}}
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		if !p.Reached(fn) || fn.Synthetic != "" {
			continue
		}
		for _, site := range flow.Sites(fn) {
			if d := c.judge(site); d != nil {
				list = append(list, d.Analysis())
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

type check struct {
	p       *flow.Package
	errs    *stub.Errors
	writers *stub.Writers
	// spent counts the states that were looked at in each function.
	spent map[*ssa.Function]int
}

// judge follows the error of one call.
func (c *check) judge(site ssa.CallInstruction) *report.Diagnostic {
	err, helper := c.errs.Of(site)
	if err == nil || !c.p.Live(site.Block()) {
		return nil
	}
	e, _ := stub.ErrorOf(site)
	if e == nil || !stub.IsErrorType(e.Type()) || c.errs.At(e) != stub.Looked || handled(e) {
		return nil
	}
	w := newWalk(c, site, e)
	for i := range site.Common().Signature().Results().Len() - 1 {
		w.empty(stub.Result(site, i))
	}
	switch err.Kind {
	case stub.Write, stub.Batch:
		if helper == "" || !err.Mixed {
			return c.lost(w, site, err, helper)
		}
	case stub.Read, stub.Range:
		w.run()
		if sink := w.write(); sink != nil {
			return c.through(site, err, helper, sink)
		}
		if helper == "" {
			return c.swallowed(w, site, err)
		}
	}
	return nil
}

// lost reports a write whose error is looked at and then forgotten.
func (c *check) lost(w *walk, site ssa.CallInstruction, err *stub.Error, helper string) *report.Diagnostic {
	results := site.Parent().Signature.Results()
	if results.Len() > 0 && stub.ErrorIndex(site.Parent().Signature) < 0 {
		return nil // it may answer in its own way
	}
	w.run()
	end := w.end()
	if end == nil {
		return nil
	}
	return &report.Diagnostic{
		Pos: site.Pos(), Severity: report.Warning,
		Message: "error of " + subject(err, helper) + " does not stop the function, which returns as if all went well at " + c.p.At(report.Place(end)),
		Hint:    "return it: a write that failed is missing from the write set while the client is told that all went well",
		Related: []analysis.RelatedInformation{{Pos: report.Place(end), Message: "returns without the error"}},
	}
}

// through reports a read whose error leads to a write.
func (c *check) through(site ssa.CallInstruction, err *stub.Error, helper string, sink ssa.CallInstruction) *report.Diagnostic {
	d := &report.Diagnostic{
		Pos: site.Pos(), Severity: report.Warning,
		Message: "error of " + subject(err, helper) + " lets the transaction through to " + c.writers.Name(sink) + " at " + c.p.At(sink.Pos()),
		Hint: "return every error before anything is written: a peer whose read failed takes the key for missing, writes what the others " +
			"refuse to, and no endorsement matches",
		Related: []analysis.RelatedInformation{{Pos: sink.Pos(), Message: "writes although the read failed"}},
	}
	if helper != "" && err.Mixed {
		d.Severity = report.Notice
		d.Hint = "tell its errors apart: " + helper + " also fails when a read failed, and not only for what is refused or missing"
	}
	return d
}

func subject(err *stub.Error, helper string) string {
	if helper == "" {
		return err.Method
	}
	return helper + ", which passes on that of " + err.Method + " at " + err.At + ","
}

// swallowed reports a read whose error a function answers with false or nil,
// where a caller takes that for leave to write.
func (c *check) swallowed(w *walk, site ssa.CallInstruction, err *stub.Error) *report.Diagnostic {
	fn := site.Parent()
	if fn.Signature.Results().Len() != 1 || stub.ErrorIndex(fn.Signature) >= 0 || !w.answersEmpty() {
		return nil
	}
	for _, call := range c.p.Callers(fn) {
		v := stub.Result(call, 0)
		if v == nil || !c.p.Reached(call.Parent()) || !c.p.Live(call.Block()) || !decides(v) {
			continue
		}
		w := newWalk(c, call, nil)
		w.empty(v)
		w.run()
		if sink := w.write(); sink != nil {
			return &report.Diagnostic{
				Pos: site.Pos(), Severity: report.Warning,
				Message: "error of " + err.Method + " is taken for \"no\" by " + stub.Name(fn) + ", which lets the transaction through to " +
					c.writers.Name(sink) + " at " + c.p.At(sink.Pos()),
				Hint:    "return the error too: a peer whose read failed takes the key for missing, and writes what the others refuse to",
				Related: []analysis.RelatedInformation{{Pos: call.Pos(), Message: "asked here"}, {Pos: sink.Pos(), Message: "writes although the read failed"}},
			}
		}
	}
	return nil
}

// decides says whether a branch depends on v directly.
func decides(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref.(type) {
		case *ssa.If, *ssa.BinOp, *ssa.UnOp, *ssa.Phi:
			return true
		}
	}
	return false
}

package finalizer

import (
	_ "embed"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/release"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports finalizers and cleanups that transactions set.
var Analyzer = &analysis.Analyzer{
	Name:     "finalizer",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	runs := p.Runs()
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		if !runs[fn] {
			continue
		}
		for _, site := range flow.Calls(fn, "runtime", "SetFinalizer") {
			args := site.Common().Args
			if len(args) != 2 || isNil(args[1]) {
				continue // takes a finalizer away
			}
			d := report.Diagnostic{
				Pos: site.Pos(), Severity: report.Notice,
				Message: "a finalizer set in a transaction runs at some later time, in another goroutine, or never",
				Hint:    "close what the transaction opened with defer",
			}
			if v := release.At(pass, site.Pos()); v != "" && !release.Before(v, "go1.24") {
				d.Hint += "; for what only holds memory, runtime.AddCleanup of Go 1.24 has fewer pitfalls"
			}
			list = append(list, d.Analysis())
		}
		for _, site := range cleanups(fn) {
			if holds(site) {
				d := report.Diagnostic{
					Pos: site.Pos(), Severity: report.Notice,
					Message: "this cleanup holds the value that it waits for, which therefore is never collected: it never runs",
					Hint:    "hand the cleanup what it needs as its argument, and not the value itself",
				}
				list = append(list, d.Analysis())
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// cleanups are the calls of runtime.AddCleanup, which is generic.
func cleanups(fn *ssa.Function) []ssa.CallInstruction {
	return flow.Calls(fn, "runtime", "AddCleanup")
}

// holds says whether the cleanup's function captures the pointer that it is
// for; given as the argument, AddCleanup itself panics.
func holds(site ssa.CallInstruction) bool {
	args := site.Common().Args
	mk, ok := args[min(1, len(args)-1)].(*ssa.MakeClosure)
	return ok && slices.ContainsFunc(mk.Bindings, func(v ssa.Value) bool { return v == args[0] || cell(args[0]) == v })
}

// cell is the variable that v was loaded from, or nil.
func cell(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		return load.X
	}
	return nil
}

func isNil(v ssa.Value) bool {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

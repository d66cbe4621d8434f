package timerleak

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/release"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports timers that outlive their use before Go 1.23.
var Analyzer = &analysis.Analyzer{
	Name:     "timerleak",
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
	say := func(site ssa.CallInstruction, message, hint string) {
		if v := release.At(pass, site.Pos()); release.Before(v, "go1.23") {
			d := report.Diagnostic{
				Pos: site.Pos(), Severity: report.Notice,
				Message: message + " with the rules of " + v,
				Hint:    hint + "; or state go 1.23 in go.mod, with which such timers are collected",
			}
			list = append(list, d.Analysis())
		}
	}
	for _, fn := range p.Funcs {
		if !runs[fn] {
			continue
		}
		for _, site := range flow.Calls(fn, "time", "After") {
			if isFunc(site) && flow.Leads(site.Block(), site.Block()) {
				say(site, "time.After in a loop leaves a timer of each round behind until it fires,",
					"make one timer before the loop and Reset it: t := time.NewTimer(d); defer t.Stop()")
			}
		}
		for _, site := range flow.Calls(fn, "time", "NewTicker") {
			if v := site.Value(); v != nil && !stopped(v) {
				say(site, "this ticker is never stopped, and each transaction leaves one behind that runs for ever,", "defer its Stop")
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

func isFunc(site ssa.CallInstruction) bool {
	return flow.Callee(site.Common()).Signature().Recv() == nil
}

// stopped says whether somebody may stop the ticker: a call of Stop, or whoever
// it is handed to.
func stopped(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr: // its channel
		case ssa.CallInstruction:
			if fn := flow.Callee(ref.Common()); fn == nil || fn.Name() != "Reset" {
				return true
			}
		case *ssa.DebugRef:
		case *ssa.Store:
			alloc, local := ref.Addr.(*ssa.Alloc)
			if !local || ref.Val != v || escapes(alloc) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// escapes says whether a captured ticker may be stopped by a closure.
func escapes(alloc *ssa.Alloc) bool {
	for _, ref := range *alloc.Referrers() {
		if mk, ok := ref.(*ssa.MakeClosure); ok {
			fn, _ := mk.Fn.(*ssa.Function)
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if site, ok := instr.(ssa.CallInstruction); ok && isTicker(site) {
						return true
					}
				}
			}
			continue
		}
		if load, ok := ref.(*ssa.UnOp); ok && stopped(load) {
			return true
		}
	}
	return false
}

func isTicker(site ssa.CallInstruction) bool {
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Signature().Recv() == nil {
		return fn == nil
	}
	p, ok := fn.Signature().Recv().Type().(*types.Pointer)
	return ok && types.TypeString(p.Elem(), nil) == "time.Ticker"
}

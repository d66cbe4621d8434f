package threadlock

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

// Analyzer reports transactions that end with their thread locked.
var Analyzer = &analysis.Analyzer{
	Name:     "threadlock",
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
		if !runs[fn] || started(p, fn) {
			continue
		}
		for _, lock := range flow.Calls(fn, "runtime", "LockOSThread") {
			if left := unlocked(p, lock); left != nil {
				d := report.Diagnostic{
					Pos: lock.Pos(), Severity: report.Notice,
					Message: "runtime.LockOSThread without UnlockOSThread on the way to the end at " + p.At(report.End(left)) +
						": each such transaction costs the process a thread, which the runtime ends with the goroutine",
					Hint:    "write defer runtime.UnlockOSThread() behind it",
					Related: []analysis.RelatedInformation{{Pos: report.End(left), Message: "ends here with the thread locked"}},
				}
				list = append(list, d.Analysis())
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// started says whether fn is only run as a goroutine of its own: to end with
// it is then what the lock is for.
func started(p *flow.Package, fn *ssa.Function) bool {
	callers := p.Callers(fn)
	for _, site := range callers {
		if _, ok := site.(*ssa.Go); !ok {
			return false
		}
	}
	return len(callers) > 0
}

// unlocked is a return that is reached from lock with no unlock on the way, or
// nil. A deferred unlock, or one in a function that is called, counts.
func unlocked(p *flow.Package, lock ssa.CallInstruction) *ssa.Return {
	for _, b := range lock.Parent().Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && unlocks(p, d) {
				return nil
			}
		}
	}
	seen := map[*ssa.BasicBlock]bool{}
	queue := []*ssa.BasicBlock{lock.Block()}
	for i := 0; i < len(queue); i++ {
		ret, open := through(p, queue[i], lock, i == 0)
		if ret != nil {
			return ret
		}
		if !open {
			continue
		}
		for _, next := range queue[i].Succs {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// through follows b to its end, from lock on where first is set. open says that
// the thread is still locked there.
func through(p *flow.Package, b *ssa.BasicBlock, lock ssa.CallInstruction, first bool) (ret *ssa.Return, open bool) {
	begun := !first
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			if instr == lock {
				begun = true
			} else if begun && unlocks(p, instr) {
				return nil, false
			}
		case *ssa.Return:
			if begun && b != b.Parent().Recover {
				return instr, true
			}
		}
	}
	return nil, true
}

// unlocks says whether a call unlocks the thread, by itself or one call deep.
func unlocks(p *flow.Package, site ssa.CallInstruction) bool {
	fn := flow.Callee(site.Common())
	if fn != nil && fn.Name() == "UnlockOSThread" {
		return true
	}
	for _, callee := range p.Callees(site) {
		if len(flow.Calls(callee, "runtime", "UnlockOSThread")) > 0 {
			return true
		}
	}
	return false
}

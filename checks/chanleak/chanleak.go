package chanleak

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports goroutines that wait for ever on a transaction's channel.
var Analyzer = &analysis.Analyzer{
	Name:     "chanleak",
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
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if ch, ok := instr.(*ssa.MakeChan); ok {
					u := &uses{p: p, made: fn, seen: map[ssa.Value]bool{}}
					u.collect(ch)
					list = append(list, u.judge(ch)...)
				}
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// judge tells of the goroutines that a channel can keep waiting.
func (u *uses) judge(ch *ssa.MakeChan) []analysis.Diagnostic {
	if u.escapes {
		return nil
	}
	var list []analysis.Diagnostic
	size, constant := ch.Size.(*ssa.Const)
	if constant && size.Int64() == 0 && len(u.sends) == 1 && u.apart(u.sends[0].Parent()) {
		if d, found := u.sender(u.sends[0]); found {
			list = append(list, d)
		}
	}
	if !u.closed {
		for _, loop := range u.loops {
			if u.apart(loop.Parent()) {
				d := report.Diagnostic{
					Pos: loop.Pos(), Severity: report.Notice,
					Message: "this goroutine ranges over a channel that nobody closes: each transaction leaves one waiting for ever",
					Hint:    "close the channel when the last value is sent: defer close(ch)",
					Related: []analysis.RelatedInformation{{Pos: ch.Pos(), Message: "the channel is made here"}},
				}
				list = append(list, d.Analysis())
			}
		}
	}
	return list
}

// sender is a send whose receiver may have gone.
func (u *uses) sender(send *ssa.Send) (analysis.Diagnostic, bool) {
	d := report.Diagnostic{
		Pos: send.Pos(), Severity: report.Notice,
		Hint: "give the channel room for the value, so that the goroutine can end: make(chan T, 1)",
	}
	switch {
	case u.receives > 0 || len(u.loops) > 0 || len(u.selects) > 1:
		return analysis.Diagnostic{}, false
	case len(u.selects) == 0:
		d.Message = "this goroutine sends on a channel that nobody receives from: each transaction leaves one waiting for ever"
	default:
		sel := u.selects[0]
		if len(sel.States) < 2 && sel.Blocking || flow.Leads(sel.Block(), sel.Block()) {
			return analysis.Diagnostic{}, false
		}
		d.Message = "this goroutine waits for ever when the select at " + u.p.At(sel.Pos()) + " takes another case: the channel has no room"
		d.Related = []analysis.RelatedInformation{{Pos: sel.Pos(), Message: "receives here, or goes on without"}}
	}
	return d.Analysis(), true
}

// apart says whether fn is only run as a goroutine of its own.
func (u *uses) apart(fn *ssa.Function) bool {
	callers := u.p.Callers(fn)
	for _, site := range callers {
		if _, ok := site.(*ssa.Go); !ok {
			return false
		}
	}
	return len(callers) > 0 && fn != u.made
}

// endless says whether the only way out of the loop around a receive is that
// the channel is closed.
func endless(recv *ssa.UnOp) bool {
	loop := flow.LoopAt(recv.Block())
	if loop == nil || recv.Op != token.ARROW || !recv.CommaOk {
		return false
	}
	for b := range loop.Blocks {
		for _, next := range b.Succs {
			if b != loop.Header && !loop.Blocks[next] {
				return false
			}
		}
		if len(b.Succs) == 0 {
			return false
		}
	}
	return true
}

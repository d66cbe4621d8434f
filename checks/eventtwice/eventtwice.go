package eventtwice

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports events that another one replaces.
var Analyzer = &analysis.Analyzer{
	Name:     "eventtwice",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{ops.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[ops.Analyzer].(*ops.Package)
	if p == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, f := range p.Funcs {
		var events []*ops.Event
		for _, e := range f.Events {
			if e.Kind == ops.Emit {
				events = append(events, e)
			}
		}
		list = append(list, look(f, events)...)
	}
	report.All(pass, list)
	return nil, nil
}

// look finds the events of one function that replace an earlier one, each
// once.
func look(f *ops.Func, events []*ops.Event) []analysis.Diagnostic {
	var list []analysis.Diagnostic
	looped := map[ssa.CallInstruction]bool{}
	for _, e := range events {
		var lost *ops.Event
		for _, before := range e.Near(events) {
			if before.Site == e.Site || !f.After(before, e) || !f.First(before, e) {
				continue
			}
			if certain := f.Certain(before, e); lost == nil || certain {
				lost = before
				if certain {
					break
				}
			}
		}
		switch {
		case lost != nil:
			list = append(list, replaced(f, e, lost))
		case !looped[e.Site] && f.After(e, e):
			looped[e.Site] = true
			list = append(list, repeated(f, e))
		}
	}
	return list
}

const cure = "a transaction has one event, and the last call wins: put all that happened into the payload of one SetEvent, behind the work"

func replaced(f *ops.Func, e, lost *ops.Event) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: e.Place(), Severity: report.Warning, Hint: cure,
		Message: e.Of(f) + " replaces the event of " + lost.Of(f) + ", which is lost",
		Related: append(lost.Related("the event that is lost"), e.Related("set here")[1:]...),
	}
	if f.Certain(lost, e) {
		d.Severity = report.Error
	}
	return d.Analysis()
}

func repeated(f *ops.Func, e *ops.Event) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: e.Place(), Severity: report.Warning, Hint: cure,
		Message: e.Of(f) + " is called in a loop, and each round's event replaces the one before",
		Related: e.Related("set here")[1:],
	}
	if !f.EachRound(e) {
		d.Severity = report.Notice
	}
	return d.Analysis()
}

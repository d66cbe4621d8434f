package scan

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports queries without a bound in transactions that write.
var Analyzer = &analysis.Analyzer{
	Name:     "scan",
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
	said := map[token.Pos]bool{}
	for _, direct := range []bool{true, false} { // where the query stands, rather than where that is called
		for _, f := range p.Funcs {
			list = append(list, look(f, direct, said)...)
		}
	}
	report.All(pass, list)
	return nil, nil
}

// look finds the queries of one function, each once for all functions that
// come to it.
func look(f *ops.Func, direct bool, said map[token.Pos]bool) []analysis.Diagnostic {
	var list []analysis.Diagnostic
	for _, q := range f.Events {
		what := unbound(q)
		if what == "" || q.Direct != direct || q.Stub().IsValid() && said[q.Stub()] {
			continue
		}
		if w := beside(f, q); w != nil {
			said[q.Stub()] = true
			list = append(list, diagnose(q, w, what))
		}
	}
	return list
}

// unbound says what keys a query without a bound looks at; "" for others.
func unbound(q *ops.Event) string {
	if q.Private || q.Paged {
		return ""
	}
	switch q.Kind {
	case ops.Range:
		start, _ := q.Key.Const()
		if end, ok := q.End.Const(); ok && end == "" {
			if start == "" && q.Key.IsConst() {
				return "every simple key"
			}
			return "every simple key from its start on"
		}
	case ops.Partial:
		if q.Key.Unbound() {
			return "every key of its object type"
		}
	}
	return ""
}

// beside is a write on one path with the query.
func beside(f *ops.Func, q *ops.Event) *ops.Event {
	for _, w := range q.Near(f.Puts()) {
		if w.Site != q.Site && (f.After(q, w) || f.After(w, q)) {
			return w
		}
	}
	return nil
}

func diagnose(q, w *ops.Event, what string) analysis.Diagnostic {
	return report.Diagnostic{
		Pos: q.Place(), Severity: report.Notice,
		Message: q.String() + " looks at " + what + " in a transaction that writes: " + w.String(),
		Hint: "each peer repeats the query at commit and refuses the transaction when any key came or went: keep a key for what is looked for, " +
			"query by a narrower bound, or make it a transaction that only reads",
		Related: append(w.Related("written here"), q.Related("queried here")[1:]...),
	}.Analysis()
}

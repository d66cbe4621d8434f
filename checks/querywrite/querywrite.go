package querywrite

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports queries that do not go with writes.
var Analyzer = &analysis.Analyzer{
	Name:     "querywrite",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer, ops.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[ops.Analyzer].(*ops.Package)
	if p == nil {
		return nil, nil
	}
	var list []analysis.Diagnostic
	for _, f := range p.Funcs {
		list = append(list, refused(f)...)
	}
	list = append(list, unchecked(p)...)
	report.All(pass, list)
	return nil, nil
}

// exclusive says whether the peer refuses the query in a transaction that
// writes.
func exclusive(e *ops.Event) bool {
	switch e.Kind {
	case ops.Range, ops.Partial, ops.Rich:
		return e.Private || e.Paged
	}
	return false
}

// refused finds the queries of one function that cannot be made beside its
// writes.
func refused(f *ops.Func) []analysis.Diagnostic {
	var list []analysis.Diagnostic
	puts := f.Puts()
	for _, q := range f.Events {
		if !exclusive(q) || len(puts) == 0 {
			continue
		}
		if w, first := beside(f, q, puts); w != nil {
			list = append(list, fails(f, q, w, first))
		}
	}
	return list
}

// beside is a write on one path with the query, a certain one if there is one;
// first says that it comes before the query.
func beside(f *ops.Func, q *ops.Event, puts []*ops.Event) (best *ops.Event, first bool) {
	certain := false
	for _, w := range q.Near(puts) {
		if w.Site == q.Site {
			continue // what one call does is for the called function to say
		}
		switch after, before := f.After(q, w), f.After(w, q); {
		case after && (best == nil || !certain && f.Certain(q, w)):
			best, first, certain = w, false, f.Certain(q, w)
		case before && (best == nil || !certain && f.Certain(w, q)):
			best, first, certain = w, true, f.Certain(w, q)
		}
		if certain {
			break
		}
	}
	return best, first
}

// fails puts a query and a write into words.
func fails(f *ops.Func, q, w *ops.Event, first bool) analysis.Diagnostic {
	kind := "a query with pagination"
	cure := "make it a transaction of its own that only reads, or query without pages: GetStateByRange, GetStateByPartialCompositeKey"
	if q.Private {
		kind = "a range or rich query of private data"
		cure = "make it a transaction of its own that only reads, and hand the keys to the one that writes; GetPrivateData of a known key is allowed"
	}
	d := report.Diagnostic{Pos: q.Place(), Severity: report.Warning, Hint: cure, Related: w.Related("written here")}
	certain := f.Certain(q, w)
	d.Message = w.String() + " fails after " + q.String()
	if first {
		certain = f.Certain(w, q)
		d.Message = q.String() + " fails after " + w.String()
	}
	if certain {
		d.Severity = report.Error
	}
	d.Message += ": the peer refuses " + kind + " and a write in one transaction"
	d.Related = append(d.Related, q.Related("queried here")[1:]...)
	return d.Analysis()
}

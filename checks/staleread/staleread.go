package staleread

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports reads that do not see the transaction's own writes.
var Analyzer = &analysis.Analyzer{
	Name:     "staleread",
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
		list = append(list, look(f)...)
		list = append(list, twins(p, f)...)
	}
	report.All(pass, list)
	return nil, nil
}

// look finds the stale reads of one function.
func look(f *ops.Func) []analysis.Diagnostic {
	puts := f.Puts()
	if len(puts) == 0 {
		return nil
	}
	byKey := map[string][]*ops.Event{}
	for _, w := range puts {
		byKey[w.Entry()] = append(byKey[w.Entry()], w)
	}
	var list []analysis.Diagnostic
	for _, e := range f.Events {
		if e.Unused || e.Cached {
			continue
		}
		switch e.Kind {
		case ops.Get, ops.History:
			if w := written(f, e, byKey[e.Entry()]); w != nil {
				list = append(list, stale(f, e, w))
			}
		case ops.Range, ops.Partial:
			if w, covers := missed(f, e, puts); w != nil {
				list = append(list, incomplete(f, e, w, covers))
			}
		}
	}
	return list
}

// written is the write of the same key that tells most about the read: a
// certain one, the nearest before it in the source.
func written(f *ops.Func, read *ops.Event, puts []*ops.Event) *ops.Event {
	var best *ops.Event
	for _, w := range read.Near(puts) {
		if !f.After(w, read) || f.Same(w, read) != ops.Must {
			continue
		}
		if f.First(w, read) && f.Certain(w, read) {
			return w
		}
		if best == nil {
			best = w
		}
	}
	return best
}

// missed is a write before the query that the query asks for.
func missed(f *ops.Func, query *ops.Event, puts []*ops.Event) (best *ops.Event, covers ops.Alias) {
	if query.Private || query.Paged { // refused by the peer: querywrite says so
		return nil, ops.No
	}
	for _, w := range query.Near(puts) {
		if w.Site == query.Site || query.Site.Block().Dominates(w.Site.Block()) && !f.First(w, query) || !f.After(w, query) {
			continue // what is written for a round's results is not the next round's question
		}
		if c := f.Covers(query, w); c > covers {
			best, covers = w, c
		}
	}
	return best, covers
}

const cure = "keep what was written in a variable and hand it on, or read before the first write: the peer shows a write only when it is committed"

func stale(f *ops.Func, read, w *ops.Event) analysis.Diagnostic {
	d := report.Diagnostic{Pos: read.Place(), Severity: report.Warning, Hint: cure}
	if f.First(w, read) && f.Certain(w, read) {
		d.Severity = report.Error
	}
	switch {
	case read.Kind == ops.History:
		d.Severity = report.Warning
		d.Message = read.Of(f) + " does not have this transaction's value: " + w.OfSame() + " becomes history at commit"
	case f.First(w, read):
		d.Message = read.Of(f) + " returns the committed value: " + w.OfSame() + " is not seen before commit"
	default:
		d.Message = read.Of(f) + " returns the committed value in each round: " + w.OfSame() + " in the round before is not seen before commit"
	}
	d.Related = w.Related("the same key is written here")
	d.Related = append(d.Related, read.Related("read here")[1:]...)
	return d.Analysis()
}

func incomplete(f *ops.Func, query, w *ops.Event, covers ops.Alias) analysis.Diagnostic {
	d := report.Diagnostic{
		Pos: query.Place(), Severity: report.Notice,
		Hint: "put this transaction's own entry in by hand, or query before the write and add to what was found: queries answer from the committed state",
	}
	switch {
	case covers == ops.Must && f.Certain(w, query):
		d.Severity = report.Warning
		d.Message = query.String() + " does not see " + w.Of(f) + ", whose key is among those that it asks for"
	default:
		d.Message = query.String() + " does not see " + w.Of(f) + ", whose key may be among those that it asks for"
	}
	d.Related = w.Related("written here")
	return d.Analysis()
}

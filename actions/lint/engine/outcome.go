package engine

import (
	"crypto/sha256"

	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
)

type digest = [sha256.Size]byte

// outcome is what came out of a unit, but for its summary.
type outcome struct {
	key         store.Key // of the unit, as it was then
	analysed    bool
	skipped     string // what was not analysed although asked for
	problems    []Problem
	diagnostics []Diagnostic

	// What importers see, and what external tests see. A package without
	// an API is ill: those that import it cannot be analysed.
	seen, seenByTests view
}

// view is one side's sight of a package.
type view struct {
	ill        bool
	api, facts digest // of everything that can be got to know through it
}

func (o *outcome) write(w *wire.Writer) {
	w.Fixed(o.key[:])
	w.Bool(o.analysed)
	w.String(o.skipped)
	wire.List(w, o.problems, func(p Problem) { p.write(w) })
	wire.List(w, o.diagnostics, func(d Diagnostic) { d.write(w) })
	o.seen.write(w)
	o.seenByTests.write(w)
}

func readOutcome(r *wire.Reader) *outcome {
	o := &outcome{}
	r.Fixed(o.key[:])
	o.analysed = r.Bool()
	o.skipped = r.String()
	o.problems = wire.Items(r, func() Problem { return readProblem(r) })
	o.diagnostics = wire.Items(r, func() Diagnostic { return readDiagnostic(r) })
	o.seen.read(r)
	o.seenByTests.read(r)
	return o
}

func (v view) write(w *wire.Writer) {
	w.Bool(v.ill)
	w.Fixed(v.api[:])
	w.Fixed(v.facts[:])
}

func (v *view) read(r *wire.Reader) {
	v.ill = r.Bool()
	r.Fixed(v.api[:])
	r.Fixed(v.facts[:])
}

func (p Problem) write(w *wire.Writer) {
	w.String(p.Package)
	w.Bool(p.Compile)
	p.Place.write(w)
	w.String(p.Message)
	wire.List(w, p.Related, func(r Related) { r.write(w) })
}

func readProblem(r *wire.Reader) Problem {
	return Problem{
		Package: r.String(), Compile: r.Bool(), Place: readPlace(r), Message: r.String(),
		Related: wire.Items(r, func() Related { return readRelated(r) }),
	}
}

func (d Diagnostic) write(w *wire.Writer) {
	w.String(d.Analyzer)
	w.String(d.Category)
	d.Place.write(w)
	w.String(d.Message)
	w.String(d.URL)
	wire.List(w, d.Related, func(r Related) { r.write(w) })
	wire.List(w, d.Fixes, func(f Fix) {
		w.String(f.Message)
		wire.List(w, f.Edits, func(e Edit) {
			e.Place.write(w)
			w.String(e.NewText)
		})
	})
}

func readDiagnostic(r *wire.Reader) Diagnostic {
	return Diagnostic{
		Analyzer: r.String(), Category: r.String(), Place: readPlace(r), Message: r.String(), URL: r.String(),
		Related: wire.Items(r, func() Related { return readRelated(r) }),
		Fixes: wire.Items(r, func() Fix {
			return Fix{Message: r.String(), Edits: wire.Items(r, func() Edit {
				return Edit{Place: readPlace(r), NewText: r.String()}
			})}
		}),
	}
}

func (r Related) write(w *wire.Writer) {
	r.Place.write(w)
	w.String(r.Message)
}

func readRelated(r *wire.Reader) Related { return Related{Place: readPlace(r), Message: r.String()} }

func (p Place) write(w *wire.Writer) {
	w.String(p.File)
	for _, n := range [...]int{p.Line, p.Column, p.EndLine, p.EndColumn} {
		w.Uint(n)
	}
}

func readPlace(r *wire.Reader) Place {
	return Place{File: r.String(), Line: r.Uint(), Column: r.Uint(), EndLine: r.Uint(), EndColumn: r.Uint()}
}

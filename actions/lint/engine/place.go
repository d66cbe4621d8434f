package engine

import (
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/analysis"
)

// place resolves a range for people: where a //line directive leads to a Go
// file (as cgo's do) it is followed, to other files (a grammar) it is not, as
// staticcheck has it.
func place(fset *token.FileSet, pos, end token.Pos) Place {
	start := display(fset, pos)
	p := Place{File: start.Filename, Line: start.Line, Column: start.Column}
	if end.IsValid() && end >= pos {
		if stop := display(fset, end); stop.Filename == start.Filename {
			p.EndLine, p.EndColumn = stop.Line, stop.Column
		}
	}
	return p
}

func display(fset *token.FileSet, pos token.Pos) token.Position {
	if !pos.IsValid() {
		return token.Position{}
	}
	if p := fset.PositionFor(pos, true); filepath.Ext(p.Filename) == ".go" {
		return p
	}
	return fset.PositionFor(pos, false)
}

// resolve makes a diagnostic of go/analysis independent of its pass.
func resolve(fset *token.FileSet, a *analysis.Analyzer, d analysis.Diagnostic) Diagnostic {
	out := Diagnostic{
		Analyzer: a.Name, Category: d.Category, Place: place(fset, d.Pos, d.End), Message: d.Message, URL: d.URL,
	}
	if out.URL == "" {
		out.URL = a.URL
	}
	for _, related := range d.Related {
		out.Related = append(out.Related, Related{Place: place(fset, related.Pos, related.End), Message: related.Message})
	}
	for _, fix := range d.SuggestedFixes {
		if edits, ok := resolveEdits(fset, fix.TextEdits); ok {
			out.Fixes = append(out.Fixes, Fix{Message: fix.Message, Edits: edits})
		}
	}
	return out
}

// resolveEdits says no to edits of what is not the file that a person sees,
// such as cgo's output.
func resolveEdits(fset *token.FileSet, edits []analysis.TextEdit) (out []Edit, ok bool) {
	for _, edit := range edits {
		end := edit.End
		if !end.IsValid() {
			end = edit.Pos
		}
		if !edit.Pos.IsValid() || end < edit.Pos || !plain(fset, edit.Pos) || !plain(fset, end) {
			return nil, false
		}
		out = append(out, Edit{Place: place(fset, edit.Pos, end), NewText: string(edit.NewText)})
	}
	return out, len(out) > 0
}

// plain says that no //line directive is in force.
func plain(fset *token.FileSet, pos token.Pos) bool {
	return fset.PositionFor(pos, true) == fset.PositionFor(pos, false)
}

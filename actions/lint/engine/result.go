package engine

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// result collects what the nodes have to say.
func (g *graph) result() *Result {
	out := &Result{}
	for _, n := range g.nodes {
		out.Diagnostics = append(out.Diagnostics, n.diagnostics...)
		out.Problems = append(out.Problems, n.problems...)
		switch {
		case n.work != complete:
		case n.ill || len(n.problems) > 0:
			out.Skipped = append(out.Skipped, n.name())
		default:
			out.Packages++
		}
	}
	slices.SortStableFunc(out.Diagnostics, func(a, b Diagnostic) int {
		return cmp.Or(a.Place.compare(b.Place), strings.Compare(a.Analyzer, b.Analyzer),
			strings.Compare(a.Category, b.Category), strings.Compare(a.Message, b.Message))
	})
	out.Diagnostics = slices.CompactFunc(out.Diagnostics, func(a, b Diagnostic) bool { return reflect.DeepEqual(a, b) })
	slices.SortStableFunc(out.Problems, func(a, b Problem) int {
		return cmp.Or(a.Place.compare(b.Place), strings.Compare(a.Message, b.Message), strings.Compare(a.Package, b.Package))
	})
	out.Problems = slices.CompactFunc(out.Problems, func(a, b Problem) bool {
		return a.Place == b.Place && a.Message == b.Message
	})
	slices.Sort(out.Skipped)
	out.Skipped = slices.Compact(out.Skipped)
	return out
}

// name is how a package is named among the skipped. Tests are told from the
// package that they belong to when that is fine.
func (n *node) name() string {
	if n.ForTest != "" && (n.plain == nil || !n.plain.ill) {
		return n.ForTest + " (tests)"
	}
	return n.PkgPath
}

func (p Place) compare(q Place) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.EndLine, q.EndLine), cmp.Compare(p.EndColumn, q.EndColumn))
}

package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"
)

// reportNolint reports the //nolint comments of a file. Each covers the lines
// of the comment group that it is in, and when that stands right above a
// statement, declaration, package clause or any other piece of syntax, in the
// same column, the lines of that too (golangci-lint,
// pkg/result/processors/nolint_filter.go).
func reportNolint(src *source, file *ast.File) {
	var found []*analysis.Diagnostic
	below := map[token.Pos][]*analysis.Diagnostic{} // by the place where a node would start
	kind := nolint
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if !worthReading(comment.Text) {
				continue
			}
			parsed, ok := parseNolint(comment.Text)
			if !ok {
				continue
			}
			if len(found) == 0 && ast.IsGenerated(file) {
				kind = generated
			}
			d := &analysis.Diagnostic{
				Pos: comment.Pos(), End: comment.End(), Category: kind, Message: comment.Text,
				Related: []analysis.RelatedInformation{{Pos: group.Pos(), End: group.End()}},
			}
			if kind != generated {
				d.SuggestedFixes = append(d.SuggestedFixes, src.remove(comment))
			}
			if kind != generated && len(parsed.names) > 1 {
				d.SuggestedFixes = append(d.SuggestedFixes, parsed.rename(comment))
			}
			found = append(found, d)
			if pos := src.below(group); pos.IsValid() {
				below[pos] = append(below[pos], d)
			}
		}
	}
	expand(file, below)
	for _, d := range found {
		src.pass.Report(*d)
	}
}

// worthReading tells at a glance what is no directive, which is nearly every
// comment.
func worthReading(comment string) bool {
	i := 0
	for i < len(comment) && (comment[i] == '/' || comment[i] <= ' ') {
		i++
	}
	return strings.HasPrefix(comment[i:], "nolint")
}

// below is the place on the next line in the column of a comment group.
func (s *source) below(group *ast.CommentGroup) token.Pos {
	next := s.line(group.End()) + 1
	if next > s.file.LineCount() {
		return token.NoPos
	}
	pos := s.file.LineStart(next) + token.Pos(s.column(group.Pos())-1)
	if int(pos) > s.file.Base()+s.file.Size() || s.line(pos) != next {
		return token.NoPos
	}
	return pos
}

// expand adds the nodes that start below comments to what these cover: of
// those that start at one place the largest, which comes first. Only what
// holds such a place is looked into.
func expand(file *ast.File, below map[token.Pos][]*analysis.Diagnostic) {
	if len(below) == 0 {
		return
	}
	places := make([]token.Pos, 0, len(below))
	for pos := range below {
		places = append(places, pos)
	}
	slices.Sort(places)
	ast.Inspect(file, func(node ast.Node) bool {
		if node == nil {
			return false
		}
		pos, end := node.Pos(), node.End()
		i, here := slices.BinarySearch(places, pos)
		if here {
			for _, d := range below[pos] {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, End: end})
			}
			delete(below, pos)
			i++
		}
		return i < len(places) && places[i] < end
	})
}

// parsed is a //nolint comment, taken apart. With neither all nor names it
// silences nothing.
type parsed struct {
	all      bool
	names    []string // as they are written
	from, to int      // where in the comment they are
	odd      bool     // nolintlint would not read it, as it is not //nolint[:a,b] [// reason]
	reason   bool
}

// parseNolint reads "//nolint", "//nolint:all" and "//nolint:a,b // reason".
func parseNolint(comment string) (p parsed, ok bool) {
	text := strings.TrimLeft(comment, "/ ")
	rest, ok := strings.CutPrefix(text, "nolint")
	if !ok || rest != "" && rest[0] != ':' && rest[0] != ' ' {
		p.odd = almostNolint(comment)
		return p, p.odd
	}
	rest, reason, _ := strings.Cut(rest, "//")
	p.reason = strings.TrimSpace(reason) != ""
	list, named := strings.CutPrefix(rest, ":")
	if !named || meansAll(list) {
		p.all = true
		p.odd = strings.TrimSpace(strings.TrimPrefix(rest, ":all")) != ""
		return p, true
	}
	p.from = len(comment) - len(text) + len("nolint:")
	p.to = p.from + len(strings.TrimRight(list, " \t"))
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			p.names = append(p.names, name)
			p.all = p.all || strings.EqualFold(name, "all")
			p.odd = p.odd || strings.ContainsFunc(name, unnamable)
		}
	}
	p.odd = p.odd || len(p.names) == 0
	return p, true
}

// almostNolint holds for what nolintlint takes for a directive, but
// golangci-lint itself does not.
func almostNolint(comment string) bool {
	text, line := strings.CutPrefix(comment, "//")
	rest, ok := strings.CutPrefix(strings.TrimLeft(text, "\t\f\r "), "nolint")
	return line && ok && (rest == "" || strings.ContainsAny(rest[:1], ": \t/"))
}

// meansAll says whether a list begins with the word "all": golangci-lint
// looks no further then, so that a reason may follow as it likes.
func meansAll(list string) bool {
	rest, ok := strings.CutPrefix(list, "all")
	return ok && (rest == "" || rest[0] != ',' && unnamable(rune(rest[0])))
}

// unnamable says that a character is in no name of a check, rule or linter.
func unnamable(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-/.", r)
}

func (p parsed) rename(comment *ast.Comment) analysis.SuggestedFix {
	return analysis.SuggestedFix{Message: fixNames, TextEdits: []analysis.TextEdit{{
		Pos: comment.Pos() + token.Pos(p.from), End: comment.Pos() + token.Pos(p.to),
	}}}
}

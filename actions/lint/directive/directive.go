// Package directive reads the comments with which people silence findings,
// and decides which findings they silence: //nolint as golangci-lint has it,
// //lint:ignore and //lint:file-ignore as staticcheck has them.
//
// It silences what a comment names and nothing else; a comment that cannot be
// read silences nothing and is reported.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
)

// The kinds of diagnostics of Analyzer, in their Category. Message is the
// list of names that a comment silences; none means everything. The range is
// what the comment covers, the related place is the comment itself.
const (
	nolint     = "nolint"           // covers every line of the range
	ignore     = "lint:ignore"      // covers the line on which the range starts
	fileIgnore = "lint:file-ignore" // covers the file
	malformed  = "malformed"
)

// Name is the analyzer's, by which its diagnostics are told from findings.
const Name = "tallystickdirectives"

// Analyzer finds the comments. It is run beside the tiers, so that what is
// known about a package is known in one place.
var Analyzer = &analysis.Analyzer{
	Name: Name,
	Doc:  "finds //nolint and //lint:ignore comments",
	Run:  run,
}

func run(pass *analysis.Pass) (any, error) {
	for _, d := range lint.ParseDirectives(pass.Files, pass.Fset) {
		reportLint(pass, d)
	}
	for _, file := range pass.Files {
		reportNolint(pass, file)
	}
	return nil, nil
}

// reportLint reports a comment that begins with //lint:. Those with another
// word than ignore are not ours (staticcheck, lintcmd/directives.go).
func reportLint(pass *analysis.Pass, d lint.Directive) {
	category, message := ignore, ""
	switch d.Command {
	case "ignore":
	case "file-ignore":
		category = fileIgnore
	default:
		return
	}
	if len(d.Arguments) < 2 {
		category = malformed
	} else {
		message = d.Arguments[0]
	}
	pass.Report(analysis.Diagnostic{
		Pos: d.Node.Pos(), End: d.Node.End(), Category: category, Message: message,
		Related: []analysis.RelatedInformation{{Pos: d.Directive.Pos(), End: d.Directive.End()}},
	})
}

// reportNolint reports the //nolint comments of a file: each covers the lines
// that it stands on, and when it stands right above a statement, declaration
// or package clause, in the same column, all of that.
func reportNolint(pass *analysis.Pass, file *ast.File) {
	above := map[token.Position][]analysis.Diagnostic{} // by the place where a covered node starts
	for _, group := range file.Comments {
		for _, comment := range group.List {
			names, ok := parseNolint(comment.Text)
			if !ok {
				continue
			}
			d := analysis.Diagnostic{
				Pos: group.Pos(), End: group.End(), Category: nolint, Message: strings.Join(names, ","),
				Related: []analysis.RelatedInformation{{Pos: comment.Pos(), End: comment.End()}},
			}
			pass.Report(d)
			next := lineAndColumn(pass.Fset, group.Pos())
			next.Line = lineAndColumn(pass.Fset, group.End()).Line + 1
			above[next] = append(above[next], d)
		}
	}
	if len(above) == 0 {
		return
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if node == nil {
			return false
		}
		for _, d := range above[lineAndColumn(pass.Fset, node.Pos())] {
			d.Pos, d.End = node.Pos(), node.End()
			pass.Report(d)
		}
		return true
	})
}

func lineAndColumn(fset *token.FileSet, pos token.Pos) token.Position {
	p := fset.PositionFor(pos, false)
	return token.Position{Line: p.Line, Column: p.Column}
}

// parseNolint reads "//nolint", "//nolint:all" and "//nolint:a,b // reason".
func parseNolint(comment string) (names []string, ok bool) {
	text := strings.TrimLeft(comment, "/ ")
	rest, ok := strings.CutPrefix(text, "nolint")
	if !ok || rest != "" && rest[0] != ':' && rest[0] != ' ' {
		return nil, false
	}
	list, named := strings.CutPrefix(rest, ":")
	if !named {
		return nil, true
	}
	list, _, _ = strings.Cut(list, "//")
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, strings.ToLower(name))
		}
	}
	if slices.Contains(names, "all") {
		return nil, true
	}
	return names, len(names) > 0
}

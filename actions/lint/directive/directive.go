// Package directive reads the comments with which people silence findings,
// decides which findings they silence, and says which comments are wrong: of
// golangci-lint //nolint, of staticcheck //lint:ignore and //lint:file-ignore.
// Where it differs from these tools, lint's manual has a line about it.
//
// Analyzer finds the comments of a package and says, as diagnostics, all that
// is to be known about each; a Set is made of such diagnostics alone, so that
// they can be kept and used again.
//
// It silences what a comment names and nothing else; a comment that cannot be
// read silences nothing and is reported.
package directive

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
)

// The kinds of diagnostics of Analyzer, in their Category. Each is about one
// comment, at its place; the related places are what the comment covers. The
// one of malformed is where staticcheck reports it, at the code.
const (
	nolint     = "nolint"              // Message is the comment, the related places are covered from line to line
	generated  = "nolint in generated" // the same where nobody can mend it
	ignore     = "lint:ignore"         // Message is the list of names, the related place starts on the line that is covered
	fileIgnore = "lint:file-ignore"    // the same for the whole file
	malformed  = "malformed"
)

// The fixes that a diagnostic of Analyzer brings along, by their Message.
const (
	fixRemove = "remove the comment"
	fixNames  = "replace the names" // by a text that is not known yet
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
	for _, file := range pass.Files {
		src := &source{pass: pass, file: pass.Fset.File(file.FileStart)}
		reportNolint(src, file)
		// Which node a comment belongs to is costly to find out.
		if speaksTo(file, "//lint:") {
			for _, d := range lint.ParseDirectives([]*ast.File{file}, pass.Fset) {
				reportLint(src, d)
			}
		}
	}
	return nil, nil
}

func speaksTo(file *ast.File, prefix string) bool {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, prefix) {
				return true
			}
		}
	}
	return false
}

// reportLint reports a comment that begins with //lint:. Those with another
// word than ignore are not ours (staticcheck, lintcmd/directives.go).
func reportLint(src *source, d lint.Directive) {
	out := analysis.Diagnostic{
		Pos: d.Directive.Pos(), End: d.Directive.End(),
		Related: []analysis.RelatedInformation{{Pos: d.Node.Pos()}},
	}
	switch d.Command {
	case "ignore":
		out.Category = ignore
		out.SuggestedFixes = []analysis.SuggestedFix{src.remove(d.Directive)}
	case "file-ignore":
		out.Category = fileIgnore
	default:
		return
	}
	if len(d.Arguments) < 2 {
		src.pass.Report(analysis.Diagnostic{Pos: d.Node.Pos(), End: d.Node.End(), Category: malformed})
		return
	}
	out.Message = d.Arguments[0]
	src.pass.Report(out)
}

package critic

import (
	"go/ast"
	"go/token"
	"path/filepath"

	"github.com/go-critic/go-critic/linter"
	"golang.org/x/tools/go/analysis"
)

// written are the files of a package that people wrote.
func written(pass *analysis.Pass) (files []*ast.File) {
	for _, file := range pass.Files {
		if len(file.Comments) == 0 || !generated.MatchString(file.Comments[0].Text()) {
			files = append(files, file)
		}
	}
	return files
}

func baseName(pass *analysis.Pass, file *ast.File) string {
	return filepath.Base(pass.Fset.Position(file.Pos()).Filename)
}

func diagnostic(pos token.Pos, text string, fix linter.QuickFix) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: pos, Message: text}
	if fix.Replacement != nil {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "suggested replacement",
			TextEdits: []analysis.TextEdit{{Pos: fix.From, End: fix.To, NewText: fix.Replacement}},
		}}
	}
	return d
}

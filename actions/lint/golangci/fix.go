package golangci

import (
	"bytes"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// rawFix is an analysis.SuggestedFix whose positions are byte offsets in the
// issue's file (pkg/goanalysis/runners.go, buildIssues).
type rawFix struct {
	Message   string
	TextEdits []struct {
		Pos, End int
		NewText  []byte
	}
}

// fixer turns the offsets of fixes into lines and columns.
type fixer struct {
	step  *action.Step
	texts map[string][]byte // by absolute path; nil when it cannot be read
}

// maxFile bounds, in bytes, a file that fixes are for.
const maxFile = 16 << 20

// fix is a fix all of whose edits lie in the file. One that cannot be told for
// sure is worse than none.
func (f *fixer) fix(issue Issue, raw rawFix) (finding.Fix, bool) {
	text, read := f.texts[issue.File]
	if !read {
		text, _ = wholefile.Read(issue.File, maxFile)
		f.texts[issue.File] = text
	}
	fix := finding.Fix{Message: raw.Message}
	if fix.Message == "" {
		fix.Message = "suggested by " + issue.Linter
	}
	for _, edit := range raw.TextEdits {
		if edit.Pos < 0 || edit.Pos > edit.End || edit.End > len(text) {
			return finding.Fix{}, false
		}
		at := finding.Location{Path: issue.Location.Path}
		at.Line, at.Column = place(text, edit.Pos)
		at.EndLine, at.EndColumn = place(text, edit.End)
		fix.Edits = append(fix.Edits, finding.Edit{Location: at, NewText: string(edit.NewText)})
	}
	return fix, len(fix.Edits) > 0
}

// place is the line and column of an offset, both from 1, in bytes.
func place(text []byte, offset int) (line, column int) {
	before := text[:offset]
	return bytes.Count(before, []byte("\n")) + 1, offset - bytes.LastIndexByte(before, '\n')
}

package directive

import (
	"bytes"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// source is a file with directives in it.
type source struct {
	pass *analysis.Pass
	file *token.File

	read bool
	text []byte // empty when it cannot be read or is not what was parsed
}

// line and column are those in the file, whatever //line says.
func (s *source) line(pos token.Pos) int   { return s.file.PositionFor(pos, false).Line }
func (s *source) column(pos token.Pos) int { return s.file.PositionFor(pos, false).Column }

// remove takes a comment away: with its line when there is nothing else, and
// with the blanks between it and the code when there is.
func (s *source) remove(comment *ast.Comment) analysis.SuggestedFix {
	edit := analysis.TextEdit{Pos: comment.Pos(), End: comment.End()}
	if text := s.bytes(); len(text) > 0 {
		before := bytes.TrimRight(text[:s.file.Offset(comment.Pos())], " \t")
		after := text[s.file.Offset(comment.End()):]
		edit.Pos = s.file.Pos(len(before))
		if len(before) == 0 || before[len(before)-1] == '\n' {
			_, rest, _ := bytes.Cut(after, []byte("\n"))
			edit.End = s.file.Pos(len(text) - len(rest))
		}
	}
	return analysis.SuggestedFix{Message: fixRemove, TextEdits: []analysis.TextEdit{edit}}
}

// bytes is what stands in the file.
func (s *source) bytes() []byte {
	if !s.read {
		s.read = true
		if text, err := s.pass.ReadFile(s.file.Name()); err == nil && len(text) == s.file.Size() {
			s.text = text
		}
	}
	return s.text
}

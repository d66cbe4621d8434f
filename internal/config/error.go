package config

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/token"
	"github.com/tallystick/tallystick/internal/finding"
)

// Error is a mistake at a place of the file.
type Error struct {
	Path         string
	Line, Column int // from 1
	Message      string
	Source       string // the line
}

// Error shows place, message, line and caret.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, finding.Clean(e.Message))
	if e.Source == "" {
		return s
	}
	before := []rune(e.Source)
	before = before[:min(e.Column-1, len(before))]
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(before))
	return s + "\n    " + finding.Clean(e.Source) + "\n    " + pad + "^"
}

func (f *File) errorAt(t *token.Token, format string, args ...any) error {
	e := &Error{Path: f.Path, Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if t != nil && t.Position != nil {
		e.Line, e.Column = max(1, t.Position.Line), max(1, t.Position.Column)
	}
	if lines := bytes.Split(f.source, []byte("\n")); e.Line <= len(lines) {
		e.Source = strings.TrimRight(string(lines[e.Line-1]), "\r")
	}
	return e
}

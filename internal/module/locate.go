package module

import (
	"bytes"

	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/mod/modfile"
)

// Locate is the place of a word on a line of a go.mod or go.work file with
// this text. A word that is not on the line stands for the whole line, and a
// nil line for the file.
func Locate(path string, text []byte, line *modfile.Line, word string) finding.Location {
	loc := finding.Location{Path: path}
	if line == nil || line.Start.Byte < 0 || line.Start.Byte > len(text) {
		return loc
	}
	rest, _, _ := bytes.Cut(text[line.Start.Byte:], []byte("\n"))
	rest = bytes.TrimRight(rest, "\r")
	at, length := bytes.Index(rest, []byte(word)), len(word)
	if at < 0 || word == "" {
		at, length = 0, len(rest)
	}
	before := text[:line.Start.Byte]
	loc.Line, loc.EndLine = line.Start.Line, line.Start.Line
	loc.Column = len(before) - bytes.LastIndexByte(before, '\n') + at
	loc.EndColumn = loc.Column + length
	return loc
}

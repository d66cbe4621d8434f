package scenario

import (
	"bytes"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// deep is how deep lists and mappings may lie in each other, wide how far a
// line in block style may be indented, in columns. The parser calls itself for
// each level, and takes a minute for 100,000 of them.
const (
	deep = 200
	wide = 10 * deep
)

// shallow says that the text is not nested deeper. A text with few brackets
// and no such line needs no closer look.
func (r *reader) shallow() error {
	if bytes.Count(r.source, []byte("["))+bytes.Count(r.source, []byte("{")) <= deep && !r.indented() {
		return nil
	}
	depth, line := 0, 0
	for _, t := range lexer.Tokenize(string(r.source)) {
		opens := t.Position.Line > line // a line, in block style
		switch line = t.Position.Line; t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType:
			opens = true
		}
		if depth > deep || depth == 0 && opens && t.Position.Column > wide {
			return r.errorAt(t, "got lists and mappings more than %d deep, want fewer", deep)
		}
	}
	return nil
}

// indented says whether a line begins with so many blanks, dashes and question
// marks that they may be levels.
func (r *reader) indented() bool {
	for rest := r.source; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if len(line)-len(bytes.TrimLeft(line, " -?\t")) > wide {
			return true
		}
	}
	return false
}

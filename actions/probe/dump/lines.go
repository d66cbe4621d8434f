package dump

import (
	"bytes"
	"strconv"
	"strings"
)

// header reads "goroutine 18 gp=0x1 m=0 mp=0x2 [chan receive, 2 minutes]:".
func header(line []byte) (Goroutine, bool) {
	rest, ok := bytes.CutPrefix(line, []byte("goroutine "))
	if !ok || !bytes.HasSuffix(rest, []byte("]:")) {
		return Goroutine{}, false
	}
	open := bytes.Index(rest, []byte(" ["))
	if open < 0 {
		return Goroutine{}, false
	}
	// What stands between is of the runtime: no word of it has a bracket.
	number, _, _ := strings.Cut(string(rest[:open]), " ")
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return Goroutine{}, false
	}
	state := string(rest[open+2 : len(rest)-2])
	state, _, _ = strings.Cut(state, " labels:{") // GODEBUG=tracebacklabels=1
	state, notes, _ := strings.Cut(state, ", ")
	g := Goroutine{ID: id}
	state = strings.TrimSuffix(state, " (scan)")
	g.State, g.Leaked = strings.CutSuffix(state, " (leaked)")
	for note := range strings.SplitSeq(notes, ", ") {
		if minutes, ok := strings.CutSuffix(note, " minutes"); ok {
			g.Minutes, _ = strconv.Atoi(minutes) // beyond an int: unknown
		}
		g.Locked = g.Locked || note == "locked to thread"
	}
	return g, true
}

// call reads "main.(*T).F(0x1, {0x2, 0x3})", without what is in the
// parentheses: addresses, which no two processes share.
func call(line []byte) (name []byte, inlined, ok bool) {
	if len(line) == 0 || line[len(line)-1] != ')' {
		return nil, false, false
	}
	open := bytes.LastIndexByte(line, '(') // arguments have none
	if open <= 0 {
		return nil, false, false
	}
	name = line[:open]
	if !isName(name) {
		return nil, false, false
	}
	return name, string(line[open:]) == "(...)", true
}

// isName says whether text can be the name of a function in a dump. A name has
// a package, but for "panic" (traceback.go, printFuncName); type arguments,
// which Go 1.18 to 1.20 print in full here and there, may have spaces.
func isName(text []byte) bool {
	if string(text) == "panic" {
		return true
	}
	dot, depth := false, 0
	for _, c := range text {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c <= ' ' && depth == 0, depth < 0:
			return false
		case c == '.':
			dot = true
		}
	}
	return dot && depth == 0
}

// place reads "\t/src/x.go:18 +0x1d fp=0x1 sp=0x2 pc=0x3".
func place(line []byte) (file []byte, number int, ok bool) {
	if len(line) == 0 || line[0] != '\t' {
		return nil, 0, false
	}
	line = line[1:]
	for _, mark := range []string{" fp=0x", " +0x", " pc=0x"} {
		if i := bytes.LastIndex(line, []byte(mark)); i >= 0 {
			line = line[:i]
		}
	}
	colon := bytes.LastIndexByte(line, ':')
	if colon <= 0 {
		return nil, 0, false
	}
	number, err := strconv.Atoi(string(line[colon+1:]))
	if err != nil || number < 0 {
		return nil, 0, false
	}
	return line[:colon], number, true
}

// creator reads "created by main.f in goroutine 7".
func creator(line []byte) (name []byte, parent uint64, ok bool) {
	name, ok = bytes.CutPrefix(line, []byte("created by "))
	if !ok {
		return nil, 0, false
	}
	if i := bytes.LastIndex(name, []byte(" in goroutine ")); i >= 0 { // Go 1.21
		if id, err := strconv.ParseUint(string(name[i+len(" in goroutine "):]), 10, 64); err == nil {
			name, parent = name[:i], id
		}
	}
	return name, parent, isName(name)
}

// elided says whether line stands for frames that are not printed: "...12
// frames elided..." (Go 1.21), "...additional frames elided...".
func elided(line []byte) bool {
	return bytes.HasPrefix(line, []byte("...")) && bytes.HasSuffix(line, []byte("frames elided..."))
}

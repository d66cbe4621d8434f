package text

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/verdict"
	"github.com/tallystick/tallystick/internal/finding"
)

// Plain writes without colours.
func Plain(w io.Writer, r finding.Report) error { return write(w, r, false) }

// Color writes with colours, as ANSI escapes.
func Color(w io.Writer, r finding.Report) error { return write(w, r, true) }

func write(w io.Writer, r finding.Report, color bool) error {
	p := &printer{w: bufio.NewWriterSize(w, 64<<10), color: color}
	p.findings(r.Findings)
	p.footer(r)
	style := red
	if r.Exit == 0 {
		style = green
	}
	p.line(p.paint(style, finding.Clean(verdict.Words(r))))
	return p.w.Flush()
}

// printer writes line by line; bufio.Writer keeps the first error.
type printer struct {
	w     *bufio.Writer
	color bool
	buf   []byte // of the line
}

func (p *printer) line(parts ...string) {
	p.buf = p.buf[:0]
	for _, part := range parts {
		p.buf = append(p.buf, part...)
	}
	p.buf = bytes.TrimRight(p.buf, " ")
	if bytes.Contains(p.buf, []byte(suffix)) {
		p.buf = append(p.buf[:0], unmatched(string(p.buf))...)
	}
	p.w.Write(append(p.buf, '\n'))
}

// style is the number of an ANSI "select graphic rendition".
type style string

const (
	bold   style = "1"
	dim    style = "2"
	red    style = "1;31"
	green  style = "1;32"
	yellow style = "33"
	cyan   style = "36"
)

func (p *printer) paint(s style, text string) string {
	if !p.color || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func styleOf(s finding.Severity) style {
	switch s {
	case finding.Error:
		return red
	case finding.Warning:
		return yellow
	}
	return cyan
}

// suffix is what a line of the go command has in it.
const suffix = ".go:"

// unmatched keeps a line from being taken for the go command's. The matcher of
// actions/setup-go (matchers.json) repeats as an error whatever fits
//
//	^\s*(.+\.go):(?:(\d+):(\d+):)? (.*)
//
// after colours are taken away. A space that does not break looks the same and
// does not fit.
func unmatched(line string) string {
	var b strings.Builder
	for {
		i := strings.Index(line, suffix)
		if i < 0 {
			break
		}
		i += len(suffix)
		i += place(line[i:])
		b.WriteString(line[:i])
		if line = line[i:]; strings.HasPrefix(line, " ") {
			b.WriteString("\u00a0")
			line = line[1:]
		}
	}
	b.WriteString(line)
	return b.String()
}

// place is the length of a "12:3:" at the start of a text, or 0.
func place(s string) int {
	rest := s
	for range 2 {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 || !strings.HasPrefix(rest[digits:], ":") {
			return 0
		}
		rest = rest[digits+1:]
	}
	return len(s) - len(rest)
}

package text

import (
	"strings"
	"unicode/utf8"

	"github.com/tallystick/tallystick/internal/finding"
)

const (
	maxCode   = 96  // columns of a code line that are shown
	nearCaret = 512 // bytes of a code line that are looked at, on each side
	tabStop   = 4
	cut       = "…"
)

// code is a finding's line without its indentation, and below it a mark under
// what the finding points at. Without a known line both are empty; without a
// column the mark is.
func code(f finding.Finding) (line, mark string) {
	source := strings.TrimRight(f.Source, " \t\r\n")
	indent := len(source) - len(strings.TrimLeft(source, " \t"))
	start, end := span(f.Location, len(source))
	if start >= 0 {
		start = max(start, indent)
	}
	lo, hi := max(indent, start-nearCaret), min(len(source), max(indent, start)+nearCaret)
	if lo >= hi {
		return "", ""
	}
	row := rowOf(source, lo, hi)
	from, to := row.column(start), row.column(end)
	left := 0
	if from > maxCode*2/3 { // the mark would stand far out, or be cut off
		left = from - maxCode/3
	}
	line, shift := row.window(left, lo > indent, hi < len(source))
	if start < 0 {
		return line, ""
	}
	to = max(from+1, min(to, left+maxCode))
	return line, strings.Repeat(" ", from-shift) + "^" + strings.Repeat("~", to-from-1)
}

// span are the bytes of a line of n that a place points at, end exclusive;
// start is -1 when the place has no column.
func span(l finding.Location, n int) (start, end int) {
	start, end = min(l.Column-1, n), l.Column
	if l.EndColumn > l.Column && (l.EndLine == 0 || l.EndLine == l.Line) {
		end = l.EndColumn - 1
	}
	return start, min(end, n)
}

// row is a part of a line as it is shown.
type row interface {
	// column is where the byte of the line at offset is shown.
	column(offset int) int
	// window shows the columns from left on, as many as are shown of a
	// line. A text column of the row stands shift columns further left in it.
	window(left int, cutLeft, cutRight bool) (line string, shift int)
}

// rowOf is source[lo:hi]. Most lines need no look at each character.
func rowOf(source string, lo, hi int) row {
	if text := source[lo:hi]; printable(text) {
		return simple{text, lo}
	}
	return cells(source, lo, hi)
}

// printable says that each byte of a text is a character that is shown as it
// is, one column wide.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// simple is a row of printable ASCII; its text begins at an offset of the line.
type simple struct {
	text   string
	offset int
}

func (r simple) column(offset int) int {
	return min(max(offset-r.offset, 0), len(r.text))
}

func (r simple) window(left int, cutLeft, cutRight bool) (line string, shift int) {
	end := min(left+maxCode, len(r.text))
	return clip(r.text[left:end], left, cutLeft || left > 0, cutRight || end < len(r.text))
}

// clip marks what was cut off a line.
func clip(line string, shift int, cutLeft, cutRight bool) (string, int) {
	if cutLeft {
		line, shift = cut+line, shift-1
	}
	if cutRight {
		line += cut
	}
	return line, shift
}

// list is a row of any text.
type list []cell

// cell is one character as it is shown: its text without tabs and control
// characters, its columns, and the byte after it in the line.
type cell struct {
	text          string
	column, width int
	end           int
}

// cells are the characters of source[lo:hi].
func cells(source string, lo, hi int) list {
	for lo > 0 && lo < len(source) && !utf8.RuneStart(source[lo]) {
		lo--
	}
	row := make(list, 0, hi-lo)
	for i, at := lo, 0; i < hi; {
		r, size := utf8.DecodeRuneInString(source[i:])
		c := cell{column: at, end: i + size}
		if r == '\t' {
			c.text = strings.Repeat(" ", tabStop-at%tabStop)
		} else {
			c.text = finding.Clean(source[i : i+size])
		}
		c.width = textWidth(c.text)
		row = append(row, c)
		i, at = i+size, at+c.width
	}
	return row
}

func (row list) column(offset int) int {
	for _, c := range row {
		if offset < c.end {
			return c.column
		}
	}
	last := row[len(row)-1]
	return last.column + last.width
}

func (row list) window(left int, cutLeft, cutRight bool) (line string, shift int) {
	var b strings.Builder
	shift = -1
	for _, c := range row {
		switch {
		case c.column < left:
			cutLeft = true
			continue
		case c.column+c.width > left+maxCode:
			cutRight = true
			continue
		case shift < 0:
			shift = c.column
		}
		b.WriteString(c.text)
	}
	return clip(b.String(), max(shift, 0), cutLeft, cutRight)
}

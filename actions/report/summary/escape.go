package summary

import (
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/plain"
)

// maxText bounds one piece of text, in bytes.
const maxText = 1000

// special is the punctuation with which GitHub's Markdown marks text inside of
// a line. A backslash makes any of it plain (CommonMark 0.31, section 2.4).
const special = "\\`*_[]|~"

// escape makes a text plain in Markdown, inside of a line and of a table. What
// GitHub looks for after Markdown is done (mentions, issue numbers, formulas)
// is broken by an element around, or an invisible space within.
func escape(s string) string {
	s = strings.ReplaceAll(shorten(s), "\t", " ")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '&':
			b.WriteString("&amp;")
		case c == '$':
			b.WriteString("<span>$</span>")
		case c == '@', c == '#':
			b.WriteByte(c)
			b.WriteString("\u200b")
		case strings.IndexByte(special, c) >= 0,
			c == ':' && strings.HasPrefix(s[i:], "://"), // an address is a link of its own
			c == '.' && hasFold(s[:i], "www"):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hasFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// fenced is clean text as it is, on lines of its own; the fence is longer than
// any in the text.
func fenced(lines []string, language, indent string) string {
	text := strings.Join(lines, "\n"+indent)
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	return indent + fence + language + "\n" + indent + text + "\n" + indent + fence + "\n"
}

// span is code inside of a line: an element, since between backticks nothing
// can be escaped, and a bar would end the cell of a table.
func span(text string) string { return "<code>" + escape(text) + "</code>" }

func longestRun(s string, c byte) (longest int) {
	run := 0
	for i := range len(s) {
		if run++; s[i] != c {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// shorten makes a text one line of harmless characters, not too many of them.
func shorten(s string) string { return plain.Line(s, maxText) }

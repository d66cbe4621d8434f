package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// runeWidth is the number of columns that a character takes in a terminal
// (Unicode Standard Annex 11).
func runeWidth(r rune) int {
	if r < 0x7f {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func textWidth(s string) (n int) {
	if printable(s) {
		return len(s)
	}
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// pad fills a text up to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-textWidth(s))) }

// padLeft fills a text up to n columns, before it.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-textWidth(s))) + s }

// wrap breaks a text into lines of at most n columns: between words, or inside
// of a word that is longer than a line.
func wrap(s string, n int) []string {
	if textWidth(s) <= n {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		if used > 0 && used+1+textWidth(word) > n {
			lines, line, used = append(lines, line), "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		for _, r := range word {
			if used+runeWidth(r) > n {
				lines, line, used = append(lines, line), "", 0
			}
			line, used = line+string(r), used+runeWidth(r)
		}
	}
	return append(lines, line)
}

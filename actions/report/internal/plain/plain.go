// Package plain makes text of strangers fit to be shown, line by line, for the
// formats to escape what is special in their medium.
//
// What it gives holds no control characters and no line ends.
package plain

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tallystick/tallystick/internal/finding"
)

// Lines are the lines of a text, without blank ones around.
func Lines(s string) []string {
	var lines []string
	for line := range strings.Lines(strings.Trim(s, "\r\n")) {
		lines = append(lines, finding.Clean(strings.TrimRight(line, "\r\n")))
	}
	return lines
}

// Line is a text on one line, cut after about n bytes; it then says how much is
// missing.
func Line(s string, n int) string {
	if len(s) <= n {
		return finding.Clean(s)
	}
	for !utf8.RuneStart(s[n]) && n > 0 {
		n--
	}
	return finding.Clean(s[:n]) + fmt.Sprintf("… (%d bytes more in the report file)", len(s)-n)
}

// Block are the lines of a text, each cut after about n bytes, and no more than
// so many; a last one then says how many are missing.
func Block(s string, lines, n int) []string {
	all := Lines(s)
	if rest := len(all) - lines; rest > 0 {
		all = append(all[:lines], fmt.Sprintf("… (%d lines more in the report file)", rest))
	}
	for i, line := range all {
		all[i] = Line(line, n)
	}
	return all
}

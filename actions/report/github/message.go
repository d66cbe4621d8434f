package github

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tallystick/tallystick/actions/report/internal/plain"
	"github.com/tallystick/tallystick/internal/gha"
)

const (
	// maxMessage is where the runner cuts a message, in UTF-16 code units
	// (actions/runner, ExecutionContext.cs: _maxIssueMessageLength).
	maxMessage = 4096
	maxDetails = 1024
	cut        = " … (cut; the report file holds all of it)"
)

// message is a text, cleaned line by line, and below it the details. The
// details stay when the text is too long.
func message(text string, details []string) string {
	text = strings.Join(plain.Lines(text), "\n")
	if text == "" {
		text = "(no message)" // GitHub shows no annotation without one
	}
	below := ""
	if len(details) > 0 {
		below = shorten("\n"+gha.NeutralText(strings.Join(details, "\n")), maxDetails)
	}
	return shorten(gha.NeutralText(text), maxMessage-maxDetails) + below
}

// shorten cuts a text to n UTF-16 code units; there are never more of them
// than bytes.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	units, end := 0, 0
	for i, r := range s {
		if units <= n-utf8.RuneCountInString(cut) {
			end = i
		}
		if units += utf16.RuneLen(r); units > n {
			return s[:end] + cut
		}
	}
	return s
}

// Package manual takes the manual of an action or check from its doc.go, so
// that what godoc, --help and the pages show is one text.
//
// It imports nothing of ours: a check that uses it stays a plain analyzer.
package manual

import "strings"

// Of is the manual in the source of a doc.go (use go:embed): the package
// comment without its "Package x" and comment marks.
func Of(source string) string {
	var lines []string
	for line := range strings.Lines(source) {
		text, comment := strings.CutPrefix(line, "//")
		if !comment {
			if strings.HasPrefix(line, "package ") {
				break
			}
			lines = nil // a licence header, or the blank line after it
			continue
		}
		lines = append(lines, strings.TrimPrefix(text, " "))
	}
	doc := strings.Join(lines, "")
	if rest, ok := strings.CutPrefix(doc, "Package "); ok {
		_, doc, _ = strings.Cut(rest, " ")
	}
	return strings.TrimSpace(doc) + "\n"
}

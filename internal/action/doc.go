package action

import "strings"

// Doc takes the manual of an action or check from the source of its doc.go
// (use go:embed): the package comment without its "Package x" and comment
// marks, so that what godoc, --help and the rule pages show is one text.
func Doc(source string) string {
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

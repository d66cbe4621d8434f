// Package manual takes the manual of an action or check from its doc.go, so
// that what godoc, --help, explain, SARIF and the pages show is one text.
//
// It imports nothing of ours: a check that uses it stays a plain analyzer.
package manual

import (
	"bytes"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// Of is the manual in the source of a doc.go (use go:embed): the package
// comment without its "Package x" and comment marks.
func Of(source string) string {
	var text strings.Builder
	text.Grow(len(source))
	for line := range strings.Lines(source) {
		rest, comment := strings.CutPrefix(line, "//")
		if !comment {
			if strings.HasPrefix(line, "package ") {
				break
			}
			text.Reset() // a licence header, or the blank line after it
			continue
		}
		text.WriteString(strings.TrimPrefix(rest, " "))
	}
	doc := text.String()
	if rest, ok := strings.CutPrefix(doc, "Package "); ok {
		_, doc, _ = strings.Cut(rest, " ")
	}
	return strings.TrimSpace(doc) + "\n"
}

// Synopsis is the first paragraph, on one line and without a period.
func Synopsis(doc string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(doc), "\n\n")
	return strings.TrimSuffix(strings.Join(strings.Fields(first), " "), ".")
}

// Opening is what stands before the first heading and the first code, without
// the synopsis.
func Opening(doc string) string {
	var paragraphs []string
	_, rest, _ := strings.Cut(strings.TrimSpace(doc), "\n\n")
	for paragraph := range strings.SplitSeq(rest, "\n\n") {
		if paragraph == "" || strings.ContainsAny(paragraph[:1], "#\t ") {
			break
		}
		paragraphs = append(paragraphs, strings.Join(strings.Fields(paragraph), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

// Markdown is a manual in Markdown. A heading in it is one of that level; code
// that is Go is marked as such, so that it is shown in colours.
func Markdown(doc string, level int) []byte {
	printer := comment.Printer{HeadingLevel: level, HeadingID: func(*comment.Heading) string { return "" }}
	var b bytes.Buffer
	for i, block := range new(comment.Parser).Parse(doc).Content {
		if i > 0 {
			b.WriteByte('\n')
		}
		if code, ok := block.(*comment.Code); ok && isGo(code.Text) {
			b.WriteString("```go\n" + code.Text + "```\n")
			continue
		}
		b.Write(printer.Markdown(&comment.Doc{Content: []comment.Block{block}}))
	}
	return b.Bytes()
}

// isGo says whether text is declarations in Go.
func isGo(text string) bool {
	if strings.Contains(text, "```") {
		return false
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+text, parser.SkipObjectResolution)
	return err == nil && len(file.Decls) > 0
}

// Text is a manual for a terminal of that width, as manual pages look: headings
// stand at the left, in what heading makes of them, and all else is indented.
func Text(doc string, width int, heading func(string) string) []byte {
	const indent = "    "
	printer := comment.Printer{TextPrefix: indent, TextCodePrefix: indent + indent, TextWidth: width - len(indent)}
	var b bytes.Buffer
	for i, block := range new(comment.Parser).Parse(doc).Content {
		if i > 0 {
			b.WriteByte('\n')
		}
		if h, ok := block.(*comment.Heading); ok {
			b.WriteString(heading(plain(h.Text)) + "\n")
			continue
		}
		b.Write(printer.Text(&comment.Doc{Content: []comment.Block{block}}))
	}
	return b.Bytes()
}

// plain is the text of a heading.
func plain(text []comment.Text) string {
	printer := comment.Printer{TextWidth: -1}
	return strings.TrimSpace(string(printer.Text(&comment.Doc{Content: []comment.Block{&comment.Paragraph{Text: text}}})))
}

package generate

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"strings"

	"github.com/tallystick/tallystick/internal/driver"
	"golang.org/x/tools/go/analysis"
)

// page is the manual of an action in Markdown.
func (m *metadata) page() []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated from the package comment and the declarations of the action: edit those and run make generate. -->\n\n")
	fmt.Fprintf(&b, "# tallystick %s\n\n", m.Name)
	b.Write(markdown(m.Doc))
	fmt.Fprintf(&b, "\n## Inputs\n\nOn the command line `--name`, in a workflow `with: name`, elsewhere the variable `INPUT_NAME`.\n\n")
	table(&b, "input", "default", "")
	for _, in := range m.inputs {
		row(&b, code(in.Name), code(in.Default), in.Doc)
	}
	fmt.Fprintf(&b, "\nThe last %d are for `uses:` only.\n\n## Outputs\n\n", len(launcherInputs))
	table(&b, "output", "")
	for _, out := range m.outputs {
		row(&b, code(out.Name), out.Doc)
	}
	if m.Rules == nil {
		return b.Bytes()
	}
	b.WriteString("\n## Rules\n\n")
	table(&b, "rule", "says")
	for _, rule := range m.Rules() {
		row(&b, code(rule.ID), rule.Title)
	}
	return b.Bytes()
}

// checkPage is the manual of a chaincode check.
func checkPage(check *analysis.Analyzer) []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated from the package comment of the check: edit that and run make generate. -->\n\n")
	fmt.Fprintf(&b, "# lint/%s\n\n", check.Name)
	b.Write(markdown(check.Doc))
	return b.Bytes()
}

// markdown turns the text of a package comment into Markdown.
func markdown(doc string) []byte {
	manual := new(comment.Parser).Parse(doc)
	return (&comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}).Markdown(manual)
}

// Tables are the tables of the README, by the name in their marker.
func Tables(c *driver.Command, suite []*analysis.Analyzer) map[string]string {
	var actions, formats, checks bytes.Buffer
	table(&actions, "action", "")
	for _, a := range c.Actions {
		row(&actions, fmt.Sprintf("[%s](docs/actions/%s.md)", code(a.Name), a.Name), a.Synopsis())
	}
	table(&formats, "format", "")
	for _, f := range c.Formats {
		row(&formats, code(f.Name), f.Doc)
	}
	table(&checks, "check", "says")
	for _, check := range suite {
		first, _, _ := strings.Cut(check.Doc, "\n\n")
		row(&checks, fmt.Sprintf("[%s](docs/checks/%s.md)", code(check.Name), check.Name), strings.TrimSuffix(first, "."))
	}
	return map[string]string{"actions": actions.String(), "formats": formats.String(), "checks": checks.String()}
}

func table(b *bytes.Buffer, columns ...string) {
	row(b, columns...)
	b.WriteString("|" + strings.Repeat(" --- |", len(columns)) + "\n")
}

func row(b *bytes.Buffer, cells ...string) {
	for _, cell := range cells {
		cell = strings.ReplaceAll(strings.Join(strings.Fields(cell), " "), "|", "\\|")
		b.WriteString("| " + cell + " ")
	}
	b.WriteString("|\n")
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

const (
	markerOpen  = "<!-- generated: "
	markerClose = " -->\n"
	markerEnd   = "<!-- end -->"
)

// Fill puts tables between their markers in a text:
//
//	<!-- generated: actions -->
//	<!-- end -->
func Fill(text string, tables map[string]string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, markerOpen)
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, rest, ok := strings.Cut(rest, markerClose)
		if !ok || tables[name] == "" {
			return "", fmt.Errorf("marker %q, want one of a table there is", strings.SplitN(name, "\n", 2)[0])
		}
		_, rest, ok = strings.Cut(rest, markerEnd)
		if !ok {
			return "", fmt.Errorf("marker %q has no %s", name, markerEnd)
		}
		b.WriteString(markerOpen + name + markerClose + tables[name] + markerEnd)
		text = rest
	}
}

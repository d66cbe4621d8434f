package generate

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/manual"
)

// page is the manual of an action in Markdown.
func (m *metadata) page() []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated from the package comment and the declarations of the action: edit those and run make generate. -->\n\n")
	fmt.Fprintf(&b, "# tallystick %s\n\n", m.Name)
	b.Write(manual.Markdown(m.Doc, 2))
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

// Check is a chaincode check as its page and the lists of checks show it.
type Check struct {
	Name, Doc string
	// Severities are the words for what its findings can be, the worst first.
	Severities []string
	// OnRequest says that it runs only when it is asked for.
	OnRequest bool
}

func (c Check) severities() string {
	text := strings.Join(c.Severities, ", ")
	if c.OnRequest {
		text += "; when asked for"
	}
	return text
}

// page is the manual of a check in Markdown.
func (c Check) page() []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated from the package comment of the check: edit that and run make generate. -->\n\n")
	fmt.Fprintf(&b, "# lint/%s\n\n", c.Name)
	b.Write(manual.Markdown(c.Doc, 2))
	fmt.Fprintf(&b, "\n---\n\n%s. In a terminal: `tallystick explain lint/%s`. [All checks](README.md).\n", "Findings: "+c.severities(), c.Name)
	return b.Bytes()
}

// checkList is the list of all checks, the folder's first page.
func checkList(checks []Check) []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated from the package comments of the checks: edit those and run make generate. -->\n\n")
	b.WriteString(`# Chaincode checks

What makes endorsers disagree, loses writes or ends the process. ` + "`tallystick lint --tiers chaincode`" + ` runs them; each is also an analyzer
of [go/analysis](https://pkg.go.dev/golang.org/x/tools/go/analysis), for [other drivers](../analyzers.md). An error is certain, a warning
likely, a notice a matter of policy or of low weight.

`)
	b.WriteString(checkTable("", checks))
	return b.Bytes()
}

// checkTable lists checks with links to their pages, which are in the folder
// dir.
func checkTable(dir string, checks []Check) string {
	var b bytes.Buffer
	table(&b, "check", "findings", "says")
	for _, c := range checks {
		row(&b, fmt.Sprintf("[%s](%s%s.md)", code(c.Name), dir, c.Name), c.severities(), manual.Synopsis(c.Doc))
	}
	return b.String()
}

// Tables are the tables of the README, by the name in their marker.
func Tables(c *driver.Command, checks []Check) map[string]string {
	var actions, formats bytes.Buffer
	table(&actions, "action", "")
	for _, a := range c.Actions {
		row(&actions, fmt.Sprintf("[%s](docs/actions/%s.md)", code(a.Name), a.Name), a.Synopsis())
	}
	table(&formats, "format", "")
	for _, f := range c.Formats {
		row(&formats, code(f.Name), f.Doc)
	}
	return map[string]string{"actions": actions.String(), "formats": formats.String(), "checks": checkTable("docs/checks/", checks)}
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

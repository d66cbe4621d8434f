package github

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	githubactions "github.com/sethvargo/go-githubactions"
	"github.com/tallystick/tallystick/actions/report/internal/fold"
	"github.com/tallystick/tallystick/actions/report/internal/verdict"
	"github.com/tallystick/tallystick/internal/finding"
)

// budget is how many annotations of a severity GitHub shows for one step.
const budget = 10

// annotation is one workflow command.
type annotation struct {
	severity   finding.Severity
	properties map[string]string
	message    string
	findings   int // that it stands for
}

// Write writes the annotations.
func Write(w io.Writer, r finding.Report) error {
	var buf bytes.Buffer // the library panics when it cannot write
	out := githubactions.New(githubactions.WithWriter(&buf))
	for _, severity := range []finding.Severity{finding.Error, finding.Warning, finding.Notice} {
		for _, a := range within(budget, severity, annotations(r, severity)) {
			a.write(out)
		}
	}
	_, err := w.Write(buf.Bytes())
	return err
}

func (a annotation) write(out *githubactions.Action) {
	out = out.WithFieldsMap(a.properties)
	switch a.severity {
	case finding.Error:
		out.Errorf("%s", a.message)
	case finding.Warning:
		out.Warningf("%s", a.message)
	default:
		out.Noticef("%s", a.message)
	}
}

// annotations are all of a severity: failed steps, then what points at a line,
// at a file, at nothing.
func annotations(r finding.Report, severity finding.Severity) []annotation {
	var list []annotation
	if severity == finding.Error {
		for _, s := range r.Steps {
			if s.Status == finding.Failed {
				list = append(list, ofStep(s))
			}
		}
	}
	var findings []finding.Finding
	for _, f := range r.Findings {
		if f.Severity == severity {
			findings = append(findings, f)
		}
	}
	slices.SortStableFunc(findings, func(a, b finding.Finding) int { return vague(a) - vague(b) })
	for _, group := range fold.Equal(findings) {
		list = append(list, ofGroup(group))
	}
	return list
}

func vague(f finding.Finding) int {
	switch {
	case f.Location.Path == "":
		return 2
	case f.Location.Line == 0:
		return 1
	}
	return 0
}

// within cuts a list to n, the last then standing for those that are missing.
func within(n int, severity finding.Severity, list []annotation) []annotation {
	if len(list) <= n {
		return list
	}
	missing := 0
	for _, a := range list[n-1:] {
		missing += a.findings
	}
	return append(list[:n-1:n-1], annotation{
		severity:   severity,
		properties: map[string]string{"title": "more"},
		message: fmt.Sprintf("%s more than GitHub shows for one step; the log, the job summary and the report file hold them all",
			verdict.Number(missing, severity.String())),
	})
}

func ofStep(s finding.Step) annotation {
	var details []string
	if s.Hint != "" {
		details = append(details, "hint: "+finding.Clean(s.Hint))
	}
	return annotation{
		severity:   finding.Error,
		properties: map[string]string{"title": finding.Clean(verdict.Name(s) + " failed")},
		message:    message(s.Error, details),
		findings:   1,
	}
}

func ofGroup(group fold.Group) annotation {
	f := group[0]
	var details []string
	for _, hop := range f.Related {
		details = append(details, finding.Clean(hop.Location.String()+" "+hop.Message))
	}
	if f.Hint != "" {
		details = append(details, "hint: "+finding.Clean(f.Hint))
	}
	var lines []string
	for _, other := range group[1:] {
		if other.Location.Line > 0 {
			lines = append(lines, strconv.Itoa(other.Location.Line))
		}
	}
	if len(lines) > 0 {
		details = append(details, "also in line "+strings.Join(lines, ", "))
	}
	return annotation{f.Severity, properties(f), message(f.Message, details), len(group)}
}

// properties are where the annotation stands. GitHub drops columns where a
// place spans lines, so they are left out there.
func properties(f finding.Finding) map[string]string {
	l := f.Location
	p := map[string]string{"title": finding.Clean(f.Rule)}
	set := func(name string, n int) {
		if n > 0 {
			p[name] = strconv.Itoa(n)
		}
	}
	if l.Path != "" {
		p["file"] = finding.Clean(l.Path)
		set("line", l.Line)
		if l.EndLine > l.Line {
			set("endLine", l.EndLine)
		} else if l.Line > 0 && l.Column > 0 {
			set("col", l.Column)
			if l.EndColumn >= l.Column {
				set("endColumn", l.EndColumn)
			}
		}
	}
	return p
}

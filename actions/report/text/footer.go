package text

import (
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/plain"
	"github.com/tallystick/tallystick/actions/report/internal/verdict"
	"github.com/tallystick/tallystick/internal/finding"
)

// maxLines bounds what is shown of a failed step's error, which may be all
// that a compiler had to say.
const maxLines = 60

// footer prints how the steps of each module ended and what they made, in the
// order of the report.
func (p *printer) footer(r finding.Report) {
	var modules []string
	steps, outputs := map[string][]finding.Step{}, map[string][]finding.Output{}
	for _, s := range r.Steps {
		if steps[s.Module] == nil {
			modules = append(modules, s.Module)
		}
		steps[s.Module] = append(steps[s.Module], s)
	}
	for _, o := range r.Outputs {
		if steps[o.Module] == nil && outputs[o.Module] == nil {
			modules = append(modules, o.Module)
		}
		outputs[o.Module] = append(outputs[o.Module], o)
	}
	for _, module := range modules {
		in := ""
		if module != "" && module != "." {
			in = " in " + finding.Clean(module)
		}
		p.steps("steps"+in, steps[module])
		p.outputs("outputs"+in, outputs[module])
	}
	if len(modules) > 0 {
		p.line()
	}
}

func (p *printer) steps(heading string, list []finding.Step) {
	if len(list) == 0 {
		return
	}
	p.line(p.paint(bold, heading))
	name := 0
	for _, s := range list {
		name = max(name, textWidth(finding.Clean(s.Action)))
	}
	for _, s := range list {
		p.step(s, name)
	}
}

func (p *printer) step(s finding.Step, name int) {
	result, details := verdict.Step(s), []string(nil)
	switch s.Status {
	case finding.Skipped:
		result += ": " + shorten(s.Reason)
	case finding.Failed:
		details = plain.Block(s.Error, maxLines, maxText)
		result += ":"
		if len(details) == 1 {
			result, details = result+" "+details[0], nil
		}
	}
	p.line("  ", p.paint(markStyle(s.Status), verdict.Mark(s.Status)), " ", pad(finding.Clean(s.Action), name), "  ", result)
	indent := strings.Repeat(" ", name+6)
	for _, line := range details {
		p.line(indent, strings.ReplaceAll(line, "\t", "    "))
	}
	if s.Hint != "" {
		p.line(indent, p.paint(dim, "hint"), "  ", shorten(s.Hint))
	}
}

func markStyle(s finding.Status) style {
	switch s {
	case finding.Passed:
		return green
	case finding.Skipped:
		return dim
	}
	return red
}

func (p *printer) outputs(heading string, list []finding.Output) {
	if len(list) == 0 {
		return
	}
	p.line(p.paint(bold, heading))
	name := 0
	for _, o := range list {
		name = max(name, textWidth(finding.Clean(o.Name)))
	}
	for _, o := range list {
		label := finding.Clean(o.Name)
		p.line("  ", p.paint(dim, label), strings.Repeat(" ", name-textWidth(label)), "  ", shorten(o.Value))
	}
}

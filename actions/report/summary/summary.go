package summary

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/fold"
	"github.com/tallystick/tallystick/actions/report/internal/plain"
	"github.com/tallystick/tallystick/actions/report/internal/verdict"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
)

const (
	// limit leaves room for what other programs of the step add.
	limit = gha.MaxSummary - 64<<10
	// maxSteps, maxFailures and maxOutputs bound parts that come before the
	// findings, in bytes.
	maxSteps, maxFailures, maxOutputs = 128 << 10, 128 << 10, 64 << 10

	maxPlaces = 50 // of findings that say the same
	maxLines  = 40 // of the error of a step
)

// Write writes the summary.
func Write(w io.Writer, r finding.Report) error {
	mark := "✗"
	if r.Exit == 0 {
		mark = "✓"
	}
	var p page
	fmt.Fprintf(&p, "## %s Tallystick: %s\n\n", mark, escape(verdict.Words(r)))
	p.steps(r.Steps)
	p.failures(r.Steps)
	p.outputs(r.Outputs)
	p.findings(r.Findings)
	_, err := io.WriteString(w, p.String())
	return err
}

// page is the Markdown so far.
type page struct{ strings.Builder }

// add writes n pieces, as many as fit into so many bytes, and gives the number
// of those that do not.
func (p *page) add(bytes, n int, piece func(i int) string) (left int) {
	end := p.Len() + bytes
	for i := range n {
		text := piece(i)
		if p.Len()+len(text) > end {
			return n - i
		}
		p.WriteString(text)
	}
	return 0
}

func (p *page) steps(steps []finding.Step) {
	if len(steps) == 0 {
		return
	}
	p.WriteString("| step | module | result |\n|---|---|---|\n")
	left := p.add(maxSteps, len(steps), func(i int) string {
		s := steps[i]
		result := verdict.Step(s)
		if s.Reason != "" {
			result += ": " + s.Reason
		}
		return fmt.Sprintf("| %s %s | %s | %s |\n", verdict.Mark(s.Status), escape(s.Action), escape(s.Module), escape(result))
	})
	p.left(left, "step")
}

// left is the last row of a table that was cut, and its end.
func (p *page) left(n int, noun string) {
	if n > 0 {
		fmt.Fprintf(p, "| … | | %s more in the report file |\n", verdict.Number(n, noun))
	}
	p.WriteString("\n")
}

func (p *page) failures(steps []finding.Step) {
	var failed []finding.Step
	for _, s := range steps {
		if s.Status == finding.Failed {
			failed = append(failed, s)
		}
	}
	left := p.add(maxFailures, len(failed), func(i int) string { return failure(failed[i]) })
	if left > 0 {
		fmt.Fprintf(p, "%s more failed; the report file says why.\n\n", verdict.Number(left, "step"))
	}
}

// failure tells what a step that failed had to say, line by line.
func failure(s finding.Step) string {
	text := fmt.Sprintf("**%s failed**\n\n%s", escape(verdict.Name(s)), fenced(plain.Block(s.Error, maxLines, maxText), "", ""))
	if s.Hint != "" {
		text += "\nhint: " + escape(s.Hint) + "\n"
	}
	return text + "\n"
}

func (p *page) outputs(outputs []finding.Output) {
	if len(outputs) == 0 {
		return
	}
	p.WriteString("| output | module | value |\n|---|---|---|\n")
	left := p.add(maxOutputs, len(outputs), func(i int) string {
		o := outputs[i]
		return fmt.Sprintf("| %s | %s | %s |\n", escape(o.Name), escape(o.Module), span(o.Value))
	})
	p.left(left, "output")
}

// findings adds findings, file by file, as long as there is room.
func (p *page) findings(findings []finding.Finding) {
	const tail = 200 // bytes for the sentence about what is left out
	file := "\x00"
	groups := fold.Equal(findings)
	left := p.add(limit-tail-p.Len(), len(groups), func(i int) string {
		text := ""
		if path := groups[i][0].Location.Path; path != file {
			file, text = path, heading(path)
		}
		return text + item(groups[i])
	})
	rest := 0
	for _, group := range groups[len(groups)-left:] {
		rest += len(group)
	}
	if rest > 0 {
		fmt.Fprintf(p, "\n%s more did not fit into this summary; the report file holds all %d.\n", verdict.Number(rest, "finding"), len(findings))
	}
}

func heading(file string) string {
	if file == "" {
		return "### The repository as a whole\n\n"
	}
	return "### " + span(file) + "\n\n"
}

// item is a finding, or several that say the same, as an item of a list.
func item(group fold.Group) string {
	const indent = "  "
	f := group[0]
	var b strings.Builder
	where := ""
	if place := position(f.Location); place != "" {
		where = place + " "
	}
	fmt.Fprintf(&b, "- **%v** %s%s %s\n", f.Severity, where, escape(f.Message), span(f.Rule))
	if strings.TrimSpace(f.Source) != "" {
		b.WriteString(fenced([]string{shorten(strings.TrimSpace(f.Source))}, language(f.Location.Path), indent))
	}
	for _, hop := range f.Related {
		fmt.Fprintf(&b, "%s- ↳ %s %s\n", indent, span(hop.Location.String()), escape(hop.Message))
	}
	if len(group) > 1 {
		fmt.Fprintf(&b, "%s- also at %s\n", indent, places(group[1:]))
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "%s- hint: %s\n", indent, escape(f.Hint))
	}
	return b.String() + "\n"
}

// places are lines and columns of one file.
func places(group fold.Group) string {
	var list []string
	for _, f := range group[:min(len(group), maxPlaces)] {
		if place := position(f.Location); place != "" {
			list = append(list, place)
		}
	}
	if rest := len(group) - maxPlaces; rest > 0 {
		list = append(list, fmt.Sprintf("and %d more", rest))
	}
	return strings.Join(list, ", ")
}

func position(l finding.Location) string {
	l.Path = ""
	return strings.TrimPrefix(l.String(), ":")
}

func language(file string) string {
	if path.Ext(file) == ".go" {
		return "go"
	}
	return ""
}

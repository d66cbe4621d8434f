package lint

import (
	"strings"

	"github.com/tallystick/tallystick/actions/lint/directive"
	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// reporter turns what the engine found out into findings.
type reporter struct {
	step   *action.Step
	checks map[string]check
	issues []golangci.Issue
	rules  func() directive.Rules // made when there are directives
}

// problems reports what does not compile. The fault of an analyzer is no
// finding about the code: it is in the verdict.
func (r reporter) problems(problems []engine.Problem) {
	for _, p := range problems {
		if p.Compile {
			message, hint := split(p.Message)
			r.step.Report(finding.Finding{
				Rule: ruleCompile, Severity: finding.Error, Message: message, Hint: hint,
				Location: r.location(p.Place), Related: r.related(p.Related),
			})
		}
	}
	r.typecheck(problems)
}

// split takes the first line of what the go command says as the message, and
// the rest, which is how to cure it, as the hint. A heading "# package" says
// nothing new.
func split(text string) (message, hint string) {
	message, hint, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if strings.HasPrefix(message, "# ") && hint != "" {
		return split(hint)
	}
	hint = strings.Join(strings.Fields(hint), " ")
	if i := strings.LastIndex(message, "; to "); i > 0 && strings.HasSuffix(message, ":") {
		message = message[:i]
	}
	return message, hint
}

// diagnostics reports what the tiers said and nobody has silenced.
func (r reporter) diagnostics(diagnostics []engine.Diagnostic) {
	set, rest := directive.New(diagnostics)
	for _, d := range rest {
		c := r.checks[d.Analyzer]
		if !set.Silences(d.File, d.Line, ownNames(c), groupNames(c)) {
			r.step.Report(r.finding(c, d))
		}
	}
	r.fold(rest, set)
	if set.Empty() {
		return
	}
	for _, fault := range set.Faults(r.rules()) {
		r.step.Report(finding.Finding{
			Rule: ruleDirective, Severity: fault.Severity, Message: fault.Message, Hint: fault.Hint,
			Location: r.location(fault.At), Fixes: r.fixes(fault.Fixes),
		})
	}
}

func (r reporter) finding(c check, d engine.Diagnostic) finding.Finding {
	f := finding.Finding{
		Rule: ruleOf(c.Name), Severity: c.Severity, Message: d.Message,
		Location: r.location(d.Place), Related: r.related(d.Related), Fixes: r.fixes(d.Fixes),
	}
	if c.Severity == 0 {
		f.Severity, f.Message, f.Hint = bySelf(d)
	}
	return f
}

func (r reporter) fixes(list []engine.Fix) (out []finding.Fix) {
	for _, fix := range list {
		var edits []finding.Edit
		for _, edit := range fix.Edits {
			edits = append(edits, finding.Edit{Location: r.location(edit.Place), NewText: edit.NewText})
		}
		out = append(out, finding.Fix{Message: fix.Message, Edits: edits})
	}
	return out
}

// bySelf reads a diagnostic that carries its own severity in Category, and
// its cure in lines of the message from one that begins with "hint: ".
func bySelf(d engine.Diagnostic) (severity finding.Severity, message, hint string) {
	severity, err := finding.ParseSeverity(d.Category)
	if err != nil {
		severity = finding.Error // an empty Category, by convention
	}
	message, hint, _ = strings.Cut(d.Message, "\nhint: ")
	return severity, message, hint
}

func (r reporter) related(list []engine.Related) (out []finding.Related) {
	for _, related := range list {
		out = append(out, finding.Related{Location: r.location(related.Place), Message: related.Message})
	}
	return out
}

func (r reporter) location(p engine.Place) finding.Location {
	if p.File == "" {
		return finding.Location{}
	}
	return finding.Location{
		Path: r.step.Rel(p.File), Line: p.Line, Column: p.Column, EndLine: p.EndLine, EndColumn: p.EndColumn,
	}
}

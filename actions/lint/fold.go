package lint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/directive"
	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// runGolangci runs the golangci tier, when it is selected.
func (r *runner) runGolangci(ctx context.Context, s *action.Step) ([]golangci.Issue, error) {
	if !slices.Contains(r.tiers, golangci.Name) {
		return nil, nil
	}
	o := r.golangci
	o.Patterns, o.Tests, o.Tags = r.patterns, r.tests, r.tags
	return golangci.Run(ctx, s, o)
}

// spot is where one rule speaks. Columns differ between programs that run the
// same analyzer: a spot has none.
type spot struct {
	file string
	line int
	rule string
}

// fold reports what golangci-lint said and the tiers did not. Where it ran one
// of our checks the issue is that check's finding, and what a tier said of the
// same line, silenced or not, is not said again. Directives silence the rest
// as they do our own findings: golangci-lint knows //nolint with its linters'
// names alone.
func (r reporter) fold(diagnostics []engine.Diagnostic, set *directive.Set) {
	if len(r.issues) == 0 {
		return
	}
	said := map[spot][]string{}
	for _, d := range diagnostics {
		rule := ruleOf(r.checks[d.Analyzer].Name)
		said[spot{d.File, d.Line, rule}] = append(said[spot{d.File, d.Line, rule}], d.Message)
		for _, related := range d.Related {
			at := spot{related.File, related.Line, rule + relatedMark}
			said[at] = append(said[at], related.Message)
		}
	}
	own, seen := everyCheck(), map[string]bool{}
	var fresh []folded
	for _, issue := range r.issues {
		key := fmt.Sprint(issue.Linter, issue.File, issue.Location, issue.Text)
		if issue.Linter == golangci.Typecheck || seen[key] { // see typecheck
			continue
		}
		seen[key] = true
		fresh = append(fresh, foldedOf(issue, own))
	}
	for _, f := range unsaid(fresh, said) {
		names, more := []string{f.name, ruleOf(f.name)}, []string{f.issue.Linter}
		if f.check.tier != nil {
			more = append(append(more, f.check.tier.Name), f.check.Aliases...)
		}
		if !set.Silences(f.issue.File, f.issue.Location.Line, names, more) {
			r.step.Report(f.finding())
		}
	}
}

// folded is an issue in our words.
type folded struct {
	issue   golangci.Issue
	check   check  // zero when it is of a linter that we do not have
	name    string // of the check, or of the linter
	message string
	related bool // it explains another issue
	// severity and hint are what a check says itself.
	severity finding.Severity
	hint     string
}

// relatedMark is how golangci-lint tells another place that explains an issue:
// as an issue of its own (pkg/goanalysis/runners.go).
const relatedMark = "(related information)"

// foldedOf finds the check that an issue is of: govet, staticcheck and
// gocritic begin their texts with its name.
func foldedOf(issue golangci.Issue, own map[string]check) folded {
	f := folded{issue: issue, name: issue.Linter, message: issue.Text}
	name, message, named := strings.Cut(issue.Text, ": ")
	name, related := strings.CutSuffix(name, relatedMark)
	if issue.Linter == "unused" {
		name, message, named = "U1000", issue.Text, true
	}
	c, ours := own[name]
	if named && ours && (issue.Linter == "unused" || called(c.tier, issue.Linter)) {
		f.check, f.name, f.message, f.related = c, c.Name, message, related
		if word, text, ok := strings.Cut(message, ": "); ok && c.Severity == 0 {
			// As plug-ins our checks say it in words (checks.Worded).
			if severity, err := finding.ParseSeverity(word); err == nil {
				f.severity, f.message, f.hint = bySelf(engine.Diagnostic{Category: severity.String(), Message: text})
			}
		}
	}
	return f
}

// called says whether golangci-lint knows a tier by this name.
func called(t *tier.Tier, linter string) bool {
	return t.Name == linter || slices.Contains(t.Aliases, linter)
}

func (f folded) spot() spot {
	rule := ruleOf(f.name)
	if f.related {
		rule += relatedMark
	}
	return spot{f.issue.File, f.issue.Location.Line, rule}
}

// unsaid are the issues that no tier said: of what one said of a spot, each
// stands for one issue, the one in the same words if there is one.
func unsaid(issues []folded, said map[spot][]string) (rest []folded) {
	var other []folded
	for _, f := range issues {
		if i := slices.Index(said[f.spot()], f.message); i >= 0 {
			said[f.spot()] = slices.Delete(said[f.spot()], i, i+1)
		} else {
			other = append(other, f)
		}
	}
	for _, f := range other {
		if left := said[f.spot()]; len(left) > 0 {
			said[f.spot()] = left[1:]
		} else {
			rest = append(rest, f)
		}
	}
	return rest
}

// finding is as severe as the configuration of golangci-lint says, else as
// the check is with us, else a warning.
func (f folded) finding() finding.Finding {
	severity := cmp.Or(f.issue.Severity, f.severity, f.check.Severity, finding.Warning)
	if f.related {
		severity = finding.Notice
	}
	return finding.Finding{
		Rule: ruleOf(f.name), Severity: severity, Message: f.message, Hint: f.hint,
		Location: f.issue.Location, Fixes: f.issue.Fixes,
	}
}

// typecheck reports code that does not compile for golangci-lint, unless the
// engine said so of the same folder: golangci-lint often knows no more than the
// package.
func (r reporter) typecheck(problems []engine.Problem) {
	known := map[string]bool{}
	for _, p := range problems {
		if p.Compile {
			known[filepath.Dir(p.File)] = true
		}
	}
	for _, issue := range r.issues {
		if issue.Linter == golangci.Typecheck && !known[filepath.Dir(issue.File)] {
			message, hint := split(strings.TrimPrefix(issue.Text, ": "))
			location := issue.Location
			if m := compilerSays.FindStringSubmatch(message); m != nil {
				location = finding.Location{Path: r.step.Rel(m[1])}
				location.Line, _ = strconv.Atoi(m[2])
				location.Column, _ = strconv.Atoi(m[3])
				message = m[4]
			}
			r.step.Report(finding.Finding{
				Rule: ruleCompile, Severity: finding.Error, Message: message, Hint: hint, Location: location,
			})
		}
	}
}

// compilerSays is a line of the compiler, with its place.
var compilerSays = regexp.MustCompile(`^(.+\.go):(\d{1,9}):(\d{1,9}): (.+)$`)

// outsideVerdict is the verdict with that of the golangci tier: failed is why
// it did not run to its end.
func (r reporter) outsideVerdict(verdict, failed error) error {
	stopped := slices.ContainsFunc(r.issues, func(i golangci.Issue) bool { return i.Linter == golangci.Typecheck })
	switch {
	case stopped && verdict != nil:
		return verdict // which says it
	case stopped:
		return action.NotAnalysed("golangci-lint: some code does not compile, so it looked at none").
			WithHint("mend what lint/compile reports")
	case failed == nil:
		return verdict
	case verdict == nil || errors.Is(failed, context.Canceled):
		return failed
	}
	return &action.Error{
		Exit: action.Worse(action.ExitOf(verdict), action.ExitOf(failed)),
		Err:  fmt.Errorf("%w; %w", verdict, failed),
		Hint: action.HintOf(verdict) + "; " + action.HintOf(failed),
	}
}

// everyCheck are the checks of all tiers, by name.
func everyCheck() map[string]check {
	checks := map[string]check{}
	for _, t := range tiers() {
		for _, c := range t.Checks() {
			checks[c.Name] = check{c, t}
		}
	}
	return checks
}

// outsideRule describes a rule that no list of ours has: one of golangci-lint,
// whose linters come and go with its release and with plugins.
func outsideRule(id string) finding.Rule {
	name := strings.TrimPrefix(id, ruleOf(""))
	return finding.Rule{ID: id, Title: "what golangci-lint's " + name + " reports", URL: golangci.URL}
}

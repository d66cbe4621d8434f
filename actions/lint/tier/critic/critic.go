// Package critic is the tier of go-critic: the checkers that "gocritic check"
// enables by default, with their default parameters, and all others for those
// who ask for them.
//
// By default are on all but those tagged experimental, opinionated,
// performance or security. As with that command, generated files are left
// alone. Not among the checkers is ruleguard, which runs rules of one's own:
// it reads files that nothing here knows of, anew for every package.
//
// It reports what the command would, no more and no less.
package critic

import (
	"regexp"
	"slices"
	"strings"

	_ "github.com/go-critic/go-critic/checkers" // registers the checkers
	"github.com/go-critic/go-critic/checkers/rulesdata"
	"github.com/go-critic/go-critic/linter"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/tools/go/analysis"
)

// Tier is the critic tier.
var Tier = &tier.Tier{Name: "critic", Aliases: []string{"gocritic"}, ExactCase: true, Checks: checks}

func checks() (list []tier.Check) {
	for _, info := range linter.GetCheckersInfo() {
		if info.Name != "ruleguard" {
			list = append(list, native(info))
		}
	}
	rules := newRules()
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		list = append(list, fromRules(group, rules))
	}
	return list
}

// byDefault says whether gocritic enables a checker with these tags
// (cmd/gocritic, bindDefaultEnabledList).
func byDefault(tags []string) bool {
	for _, off := range []string{linter.ExperimentalTag, linter.OpinionatedTag, linter.PerformanceTag, linter.SecurityTag} {
		if slices.Contains(tags, off) {
			return false
		}
	}
	return true
}

func check(name, summary string, tags []string, a *analysis.Analyzer) tier.Check {
	a.Name, a.Doc, a.URL = name, summary, "https://go-critic.com/overview#"+strings.ToLower(name)
	severity := finding.Notice
	if slices.Contains(tags, linter.DiagnosticTag) {
		severity = finding.Warning
	}
	return tier.Check{Analyzer: a, Title: summary, Severity: severity, Tags: tags, Off: !byDefault(tags)}
}

// manualOf is what "gocritic doc" has of a checker, in the syntax of Go's doc
// comments.
func manualOf(summary, details, before, after, note string) func() string {
	return func() string {
		var b strings.Builder
		b.WriteString(summary + "\n")
		if details = strings.TrimSpace(details); details != "" {
			b.WriteString("\n" + details + "\n")
		}
		for _, part := range [...]struct{ heading, code string }{{"Before", before}, {"After", after}} {
			if code := strings.Trim(part.code, "\n"); code != "" {
				b.WriteString("\n# " + part.heading + "\n\n\t" + strings.ReplaceAll(code, "\n", "\n\t") + "\n")
			}
		}
		if note = strings.TrimSpace(note); note != "" {
			b.WriteString("\n# Note\n\n" + note + "\n")
		}
		return b.String()
	}
}

// generated is gocritic's own idea of a generated file, which is looser than
// Go's (cmd/gocritic, generatedFileCommentRE).
var generated = regexp.MustCompile("Code generated .* DO NOT EDIT.")

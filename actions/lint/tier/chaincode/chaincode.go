// Package chaincode is the tier of our own checks: mistakes that make peers
// disagree, or that no general tool can know.
//
// It knows none of them by name: checks.Suite is the list.
package chaincode

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

// Tier is the chaincode tier. How bad a diagnostic is depends on what is
// reached and how, so each one says it itself. As a plug-in of golangci-lint
// the checks are one linter, called tallystick.
var Tier = &tier.Tier{Name: "chaincode", Aliases: []string{"tallystick"}, Checks: list}

func list() (list []tier.Check) {
	for _, a := range checks.Suite {
		list = append(list, check(a))
	}
	for _, a := range checks.OptIn {
		c := check(a)
		c.Off = true
		list = append(list, c)
	}
	return list
}

// check is a check with its page. The profile is lint's own input.
func check(a *analysis.Analyzer) tier.Check {
	c := tier.Of(a, 0).WithFlags("profile")
	c.Title = manual.Synopsis(a.Doc)
	c.Page = checks.Page(a.Name)
	c.Severities = func() []finding.Severity { return severities(a.Name) }
	return c
}

// severities reads the words of a check; report's are finding's.
func severities(check string) (list []finding.Severity) {
	for _, word := range checks.Severities(check) {
		if s, err := finding.ParseSeverity(word); err == nil {
			list = append(list, s)
		}
	}
	return list
}

// Analyzers are the checks, and what they share.
func Analyzers() []*analysis.Analyzer {
	var list []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var add func(*analysis.Analyzer)
	add = func(a *analysis.Analyzer) {
		if !seen[a] {
			seen[a] = true
			list = append(list, a)
			for _, required := range a.Requires {
				add(required)
			}
		}
	}
	for _, a := range checks.Documented() {
		add(a)
	}
	return list
}

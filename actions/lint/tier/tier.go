// Package tier is what lint asks of a tier: a list of analyzers with a few
// words about each.
//
// A tier is a folder beside this file and a line in lint's list of tiers; it
// starts no work before its analyzers run.
package tier

import (
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/tools/go/analysis"
)

// Tier is a set of checks that are switched on and off together.
type Tier struct {
	// Name is one lower-case word, as --tiers takes it.
	Name string
	// Aliases are the names under which golangci-lint knows the same
	// checks, for the //nolint comments that are already there.
	Aliases []string
	// Checks makes the list. Names of analyzers are unique over all tiers.
	Checks func() []Check
	// Off, when not nil, names the checks that a file of settings switches
	// off for the packages of a folder. It is asked after Checks.
	Off func(dir string) []string
}

// Check is one analyzer and its rule.
type Check struct {
	*analysis.Analyzer
	// Title is one sentence: what the rule says.
	Title string
	// Aliases are like the tier's, for this check.
	Aliases []string
	// Apart says that the tier's names do not stand for this check: to
	// golangci-lint it is a linter of its own.
	Apart bool
	// Severity of every diagnostic. Zero means that each diagnostic says
	// it: its Category is notice, warning or error, and empty is error.
	Severity finding.Severity
}

// Of makes a check of an analyzer with a manual in the usual form, "name:
// what it says" (go/analysis, Analyzer.Doc).
func Of(a *analysis.Analyzer, severity finding.Severity) Check {
	title, _, _ := strings.Cut(a.Doc, "\n")
	title = strings.TrimPrefix(title, a.Name+": ")
	return Check{Analyzer: a, Title: title, Severity: severity}
}

// Package tier is what lint asks of a tier: a list of analyzers with a few
// words about each.
//
// A tier is a folder beside this file and a line in lint's list of tiers; it
// starts no work before its analyzers run.
package tier

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	// ExactCase says that checks are not named in any other case than their
	// own: vet has sortslice, critic sortSlice.
	ExactCase bool
	// Checks makes the list: all that there are, also those that are Off.
	// Names of analyzers are unique over all tiers.
	Checks func() []Check
	// Off, when not nil, names the checks that a file of settings switches
	// off for the packages of a folder. It is asked after Checks.
	Off func(dir string) []string
	// Beside are names of files that analyzers of the tier read in a
	// package's folder or any above it, beside the package.
	Beside []string
}

// Check is one analyzer and its rule.
type Check struct {
	*analysis.Analyzer
	// Title is one sentence: what the rule says.
	Title string
	// Page is the rule's page in place of the analyzer's URL.
	Page string
	// Manual makes the manual, in the syntax of Go's doc comments, where it
	// is not the analyzer's Doc.
	Manual func() string
	// Severities are what diagnostics can have that say it themselves.
	Severities func() []finding.Severity
	// Aliases are like the tier's, for this check.
	Aliases []string
	// Apart says that the tier's names do not stand for this check: to
	// golangci-lint it is a linter of its own.
	Apart bool
	// Severity of every diagnostic. Zero means that each diagnostic says
	// it: its Category is notice, warning or error, and empty is error.
	Severity finding.Severity

	// Tags are families of checks that a person can name as one, "#style".
	Tags []string
	// Off says that the check runs only when it is asked for.
	Off bool
	// Asked is the analyzer for a check that is asked for, where that makes
	// a difference. Nil means Analyzer.
	Asked *analysis.Analyzer

	// Params are what can be set. Configure makes the analyzer for values
	// by name of parameter, all of them known and of the right kind, and is
	// nil when there are no Params. What it did for earlier values is
	// undone: one process analyses with one set of values at a time.
	Params    []Param
	Configure func(values map[string]string) *analysis.Analyzer
	// Settings tell this check from one of the same name that says other
	// things. It is empty for a check as its tier lists it.
	Settings string
}

// Param is one parameter of a check.
type Param struct {
	Name  string
	Usage string
	// Default is a bool, an int, a string or a []string, and the values
	// are of that kind: written as usual, a list with commas.
	Default any
}

// Of makes a check of an analyzer with a manual in the usual form, "name:
// what it says" (go/analysis, Analyzer.Doc).
func Of(a *analysis.Analyzer, severity finding.Severity) Check {
	title, _, _ := strings.Cut(a.Doc, "\n")
	title = strings.TrimPrefix(title, a.Name+": ")
	return Check{Analyzer: a, Title: title, Severity: severity}
}

// Rule describes the check for whoever lists rules.
func (c Check) Rule(id string) finding.Rule {
	return finding.Rule{ID: id, Title: c.Title, URL: cmp.Or(c.Page, c.URL), Manual: c.manual}
}

func (c Check) manual() finding.Manual {
	m := finding.Manual{Doc: strings.TrimPrefix(c.Analyzer.Doc, c.Name+": ")}
	if c.Manual != nil {
		m.Doc = c.Manual()
	}
	switch {
	case c.Severity != 0:
		m.Severities = []finding.Severity{c.Severity}
	case c.Severities != nil:
		m.Severities = c.Severities()
	}
	return m
}

// Ask is the check as it runs when it is asked for.
func (c Check) Ask() Check {
	if c.Asked != nil {
		c.Analyzer, c.Asked = c.Asked, nil
		c.Settings = "asked for"
	}
	return c
}

// Set is the check with values for some of its parameters.
func (c Check) Set(values map[string]string) Check {
	if c.Configure == nil {
		return c
	}
	c.Analyzer = c.Configure(values)
	var lines []string
	for _, p := range c.Params {
		if value, ok := values[p.Name]; ok && value != p.text() {
			lines = append(lines, fmt.Sprintf("%s=%q", p.Name, value))
		}
	}
	slices.Sort(lines)
	c.Settings = strings.Join(lines, "\n")
	return c
}

// text is the default as a value.
func (p Param) text() string {
	if list, ok := p.Default.([]string); ok {
		return strings.Join(list, ",")
	}
	return fmt.Sprint(p.Default)
}

// Selects says whether a word that is all, a category (S*), a prefix (SA1*)
// or a name selects the check of that name, as staticcheck has it, which has
// both in lower case.
func Selects(word, name string) bool {
	if word == "all" || word == "*" {
		return true
	}
	prefix, glob := strings.CutSuffix(word, "*")
	switch {
	case !glob:
		return word == name
	case strings.IndexFunc(prefix, unicode.IsNumber) < 0:
		return prefix == strings.TrimRightFunc(name, unicode.IsNumber)
	}
	return strings.HasPrefix(name, prefix)
}

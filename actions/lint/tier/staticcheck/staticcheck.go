// Package staticcheck is the tier of the staticcheck command: the checks SA,
// S, ST and U1000 of honnef.co/go/tools, with that command's defaults and
// with staticcheck.conf honoured.
//
// The QF checks are left out because the command leaves them out: they are
// refactorings for editors (cmd/staticcheck, -debug.run-quickfix-analyzers).
//
// It reports what the command would, no more and no less.
package staticcheck

import (
	"slices"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
)

// Tier is the staticcheck tier.
var Tier = &tier.Tier{
	Name:    "staticcheck",
	Aliases: []string{"gosimple", "stylecheck", "unused"},
	Checks:  checks,
}

func checks() (list []tier.Check) {
	all := slices.Concat(staticcheck.Analyzers, simple.Analyzers, stylecheck.Analyzers)
	enabled := enabledAnalyzer(all)
	for _, l := range all {
		list = append(list, check(l, filtered(l.Analyzer, enabled)))
	}
	u1000 := unusedAnalyzer()
	return append(list, tier.Check{
		Analyzer: filtered(u1000, enabled),
		Title:    u1000.Doc,
		Severity: finding.Warning, // the library gives it none
	})
}

// check takes the words about a check from its documentation, which is where
// the command has them from.
func check(l *lint.Analyzer, a *analysis.Analyzer) tier.Check {
	return tier.Check{Analyzer: a, Title: l.Doc.Compile().Title, Severity: severity(l.Doc.Severity)}
}

func severity(s lint.Severity) finding.Severity {
	switch s {
	case lint.SeverityError:
		return finding.Error
	case lint.SeverityInfo, lint.SeverityHint:
		return finding.Notice
	}
	return finding.Warning
}

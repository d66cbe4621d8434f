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
	"strings"
	"unicode"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/finding"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
)

// Tier is the staticcheck tier.
var Tier = &tier.Tier{Name: "staticcheck", Checks: checks, Off: off}

func checks() (list []tier.Check) {
	all := library()
	enabled := enabledAnalyzer(all)
	for _, l := range all {
		list = append(list, tier.Check{
			// The words are where the command has them from.
			Analyzer: filtered(l.Analyzer, enabled),
			Title:    l.Doc.Compile().Title,
			Severity: severity(l.Doc.Severity),
			Aliases:  aliases(l.Analyzer.Name),
		})
	}
	u1000 := unusedAnalyzer()
	return append(list, tier.Check{
		Analyzer: filtered(u1000, enabled),
		Title:    u1000.Doc,
		Aliases:  []string{"unused"},
		Apart:    true,
		Severity: finding.Warning, // the library gives it none
	})
}

// library is what the library has, but for U1000, which is made of it here.
func library() []*lint.Analyzer {
	return slices.Concat(staticcheck.Analyzers, simple.Analyzers, stylecheck.Analyzers)
}

// aliases are the linters that golangci-lint made of parts of staticcheck.
func aliases(name string) []string {
	switch strings.TrimRightFunc(name, unicode.IsNumber) {
	case "S":
		return []string{"gosimple"}
	case "ST":
		return []string{"stylecheck"}
	}
	return nil
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

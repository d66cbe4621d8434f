// Package staticcheck is the tier of the staticcheck command: the checks SA,
// S, ST and U1000 of honnef.co/go/tools, with that command's defaults and
// with staticcheck.conf honoured.
//
// The QF checks are refactorings for editors. The command knows them only in
// a debugging mode (cmd/staticcheck, -debug.run-quickfix-analyzers), so they
// run only when they are asked for, and staticcheck.conf has no say.
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
	"honnef.co/go/tools/config"
	"honnef.co/go/tools/quickfix"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
)

// Tier is the staticcheck tier.
var Tier = &tier.Tier{Name: "staticcheck", Checks: checks, Off: off, Beside: []string{config.ConfigName}}

func checks() (list []tier.Check) {
	all := library()
	enabled := enabledAnalyzer(all)
	for _, l := range all {
		c := check(l)
		c.Analyzer, c.Asked = filtered(l.Analyzer, enabled), l.Analyzer
		list = append(list, c)
	}
	u1000 := unusedAnalyzer()
	list = append(list, tier.Check{
		Analyzer: filtered(u1000, enabled),
		Asked:    u1000,
		Title:    u1000.Doc,
		Aliases:  []string{"unused"},
		Apart:    true,
		Severity: finding.Warning, // the library gives it none
	})
	for _, l := range quickfix.Analyzers {
		c := check(l)
		c.Off = true
		list = append(list, c)
	}
	return list
}

// check has its words from where the command has them.
func check(l *lint.Analyzer) tier.Check {
	return tier.Check{
		Analyzer: l.Analyzer,
		Title:    title(l.Doc),
		Severity: severity(l.Doc.Severity),
		Aliases:  aliases(l.Analyzer.Name),
		// Its lists are Markdown's, not indented.
		Manual: func() string { return strings.ReplaceAll(l.Analyzer.Doc, "\n- ", "\n  - ") },
	}
}

// title is the documentation's without Markdown, as Compile makes it (lint,
// stripMarkdown). Compiling every text takes longer than a run in which
// nothing has changed.
func title(doc *lint.RawDocumentation) string {
	return strings.ReplaceAll(strings.ReplaceAll(doc.Title, `\'`, ""), `\"`, "'")
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

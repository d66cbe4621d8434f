// Package critic is the tier of go-critic: the checkers that "gocritic check"
// enables by default, with their default parameters.
//
// These are all but those tagged experimental, opinionated, performance or
// security. As with that command, generated files are left alone.
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
var Tier = &tier.Tier{Name: "critic", Aliases: []string{"gocritic"}, Checks: checks}

func checks() (list []tier.Check) {
	for _, info := range linter.GetCheckersInfo() {
		if byDefault(info.Tags) {
			list = append(list, check(info.Name, info.Summary, info.Tags, native(info)))
		}
	}
	rules := rulesAnalyzer()
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		if byDefault(group.DocTags) {
			list = append(list, check(group.Name, group.DocSummary, group.DocTags, fromRules(group.Name, rules)))
		}
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
	return tier.Check{Analyzer: a, Title: summary, Severity: severity}
}

// native is a checker that is written in Go. It gets a context of its own:
// checkers keep state in it, and packages are analysed side by side.
func native(info *linter.CheckerInfo) *analysis.Analyzer {
	return &analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
		ctx := linter.NewContext(pass.Fset, pass.TypesSizes)
		ctx.SetPackageInfo(pass.TypesInfo, pass.Pkg)
		checker, err := linter.NewChecker(ctx, info)
		if err != nil {
			return nil, err
		}
		for _, file := range written(pass) {
			ctx.SetFileInfo(baseName(pass, file), file)
			for _, w := range checker.Check(file) {
				pass.Report(diagnostic(w.Pos, w.Text, w.Suggestion))
			}
		}
		return nil, nil
	}}
}

// generated is gocritic's own idea of a generated file, which is looser than
// Go's (cmd/gocritic, generatedFileCommentRE).
var generated = regexp.MustCompile("Code generated .* DO NOT EDIT.")

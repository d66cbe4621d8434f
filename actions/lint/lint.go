package lint

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/lint/directive"
	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"golang.org/x/tools/go/analysis"
)

//go:embed doc.go
var doc string

// Action is the lint action.
var Action = &action.Action{
	Name:      "lint",
	Doc:       manual.Of(doc),
	PerModule: true,
	Rules:     rules,
	New:       func() action.Runner { return &runner{} },
}

type runner struct {
	selection
	patterns []string
	tests    bool
	tags     []string

	// checks are those of the tiers, made once for all modules.
	checks map[string]check
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	var names []string
	for _, t := range tiers() {
		names = append(names, t.Name)
	}
	action.Choices(fs, &r.tiers, "tiers", names, names, "tiers to run")
	action.Words(fs, &r.enable, "enable", known, "checks to run beside those on by default: names, patterns (ST1*), #tags, tiers, or all")
	action.Words(fs, &r.disable, "disable", known, "checks not to run: the same")
	action.Settings(fs, &r.selection.settings, "settings", settings, "settings of checks, such as critic.hugeParam.sizeThreshold=100")
	fs.StringSliceVar(&r.patterns, "patterns", []string{"./..."}, "packages to analyse, as for the go command")
	fs.BoolVar(&r.tests, "tests", true, "look at _test.go files too")
	fs.StringSliceVar(&r.tags, "tags", nil, "build tags")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	if len(r.tiers) == 0 {
		return action.Usage("no tier is selected").WithHint("leave --tiers out to run all of them")
	}
	if r.checks == nil {
		r.checks = r.selected()
	}
	if len(r.checks) == 0 {
		return action.Usage("every check is disabled").WithHint("name what to run with --enable")
	}
	result, err := engine.Run(ctx, engine.Request{
		Dir: s.Dir, Env: s.Environ, Patterns: r.patterns, Tests: r.tests, Tags: r.tags,
		Analyzers: r.analyzers(),
		Progress:  func(done, total int) { s.Progress("%d of %d packages", done, total) },
	})
	if err != nil {
		return err
	}
	out := reporter{step: s, checks: r.checks}
	out.problems(result.Problems)
	out.diagnostics(result.Diagnostics)
	return verdict(s, result)
}

// analyzers are in the order of their names: the result does not depend on
// it, but what goes wrong is then the same each time.
func (r *runner) analyzers() []*analysis.Analyzer {
	list := []*analysis.Analyzer{directive.Analyzer}
	for _, c := range r.checks {
		list = append(list, c.Analyzer)
	}
	slices.SortFunc(list, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// verdict says what was not analysed: that never reads as a pass.
func verdict(s *action.Step, result *engine.Result) error {
	for _, p := range result.Problems {
		if p.Compile {
			continue // a finding says it
		}
		reason, stack, _ := strings.Cut(p.Message, "\n")
		if stack != "" {
			fmt.Fprintln(s.Stderr, stack)
		}
		return action.NotAnalysed("analysing %s: %s", p.Package, finding.Clean(reason)).
			WithHint("mend the configuration that it names, or leave the tier out with --tiers")
	}
	if len(result.Skipped) == 0 {
		return nil
	}
	const shown = 3
	list := strings.Join(result.Skipped[:min(shown, len(result.Skipped))], ", ")
	if more := len(result.Skipped) - shown; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return action.NotAnalysed("not analysed: %s", list).
		WithHint("mend what lint/compile reports; go mod download brings what is missing")
}

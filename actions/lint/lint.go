package lint

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/lint/directive"
	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/actions/lint/tier/chaincode"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"github.com/tallystick/tallystick/internal/store"
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
	OtherRule: outsideRule,
	New:       func() action.Runner { return &runner{} },
}

type runner struct {
	selection
	patterns []string
	tests    bool
	tags     []string
	cache    string
	packDeps string
	golangci golangci.Options
	// profile is a state machine's, profileID what tells it from others.
	profile, profileID string

	packed                                         string // the module that was packed
	requireReasons, requireNames, unusedDirectives bool

	// checks are those of the tiers, made once for all modules.
	checks map[string]check
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	var names []string
	for _, t := range tiers() {
		names = append(names, t.Name)
	}
	action.Choices(fs, &r.tiers, "tiers", names, append(slices.Clone(names), golangci.Name), "tiers to run")
	action.Words(fs, &r.enable, "enable", known, "checks to run beside those on by default: names, patterns (ST1*), #tags, tiers, or all")
	action.Words(fs, &r.disable, "disable", known, "checks not to run: the same")
	action.Settings(fs, &r.selection.settings, "settings", settings, "settings of checks, such as critic.hugeParam.sizeThreshold=100")
	fs.StringVar(&r.profile, "profile", "fabric", "state machine whose transactions the chaincode tier looks at: fabric, cosmos, or a file of JSON, relative to the repository root")
	fs.StringSliceVar(&r.patterns, "patterns", []string{"./..."}, "packages to analyse, as for the go command")
	fs.BoolVar(&r.tests, "tests", true, "look at _test.go files too")
	fs.StringSliceVar(&r.tags, "tags", nil, "build tags")
	fs.StringVar(&r.cache, "cache", "", "folder for records of earlier runs, relative to the repository root, or off (default: "+store.DirVariable+", else tallystick/lint among the user's caches)")
	fs.StringVar(&r.packDeps, "pack-deps", "", "file for a pack of what the packages depend on, relative to the module's folder: it is written, and nothing is analysed")
	fs.StringVar(&r.golangci.Program, "golangci", "", "program of the golangci tier: a name on PATH or an absolute path (default: golangci-lint)")
	fs.StringVar(&r.golangci.Version, "golangci-version", "", "the version of golangci-lint that is wanted, such as v2.15.0: built from source when PATH has another or none")
	fs.BoolVar(&r.requireReasons, "require-reasons", false, "report //nolint without // and a reason")
	fs.BoolVar(&r.requireNames, "require-names", false, "report //nolint for everything")
	fs.BoolVar(&r.unusedDirectives, "unused-directives", true, "report comments that silence nothing")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	if len(r.tiers) == 0 {
		return action.Usage("no tier is selected").WithHint("leave --tiers out to run all of ours")
	}
	if err := r.setProfile(s); err != nil {
		return err
	}
	if r.checks == nil {
		r.checks = r.selected()
	}
	if len(r.checks) == 0 && !slices.Contains(r.tiers, golangci.Name) {
		return action.Usage("every check is disabled").WithHint("name what to run with --enable")
	}
	records := openRecords(s, r.cache)
	defer closeRecords(s, records)
	req := r.request(s, records)
	if r.packDeps != "" {
		return r.pack(ctx, s, req)
	}
	result, err := engine.Run(ctx, req)
	if err != nil {
		return err
	}
	issues, failed := r.runGolangci(ctx, s)
	out := reporter{step: s, checks: r.checks, issues: issues, rules: func() directive.Rules {
		return r.directiveRules(s, !analyzerFailed(result))
	}}
	out.problems(result.Problems)
	out.diagnostics(result.Diagnostics)
	return out.outsideVerdict(verdict(s, result), failed)
}

func (r *runner) request(s *action.Step, records *store.Store) engine.Request {
	req := engine.Request{
		Dir: s.Dir, Env: s.Environ, Patterns: r.patterns, Tests: r.tests, Tags: r.tags,
		Analyzers: r.analyzers(), Everything: everyAnalyzer(), Settings: r.settingsOfChecks(), Beside: beside(),
		Store: records, Salt: identity,
		Progress: func(done, total int) { s.Progress("%d of %d packages", done, total) },
	}
	// A profile in a file and golangci-lint depend on more.
	if s.Settled != nil && filepath.Ext(r.profile) == "" && !slices.Contains(r.tiers, golangci.Name) {
		req.Settled = func(depends []string) { s.Settled(records.Dir(), depends) }
	}
	return req
}

// everyAnalyzer is what runs when nothing is chosen.
func everyAnalyzer() (list []*analysis.Analyzer) {
	for _, t := range tiers() {
		for _, c := range t.Checks() {
			if !c.Off {
				list = append(list, c.Analyzer)
			}
		}
	}
	return list
}

func (r *runner) settingsOfChecks() map[string]string {
	settings := map[string]string{}
	for _, c := range r.checks {
		settings[c.Analyzer.Name] = c.Settings
	}
	for _, a := range chaincode.Analyzers() {
		settings[a.Name] += r.profileID
	}
	return settings
}

func beside() (names []string) {
	for _, t := range tiers() {
		names = append(names, t.Beside...)
	}
	return names
}

// analyzerFailed says that one did, so that not all was found.
func analyzerFailed(result *engine.Result) bool {
	return slices.ContainsFunc(result.Problems, func(p engine.Problem) bool { return !p.Compile })
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

package critic

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"
	"sort"
	"sync"

	"github.com/go-critic/go-critic/checkers/rulesdata"
	"github.com/go-critic/go-critic/linter"
	"github.com/quasilyte/go-ruleguard/ruleguard"
	"github.com/quasilyte/go-ruleguard/ruleguard/ir"
	"github.com/tallystick/tallystick/actions/lint/tier"
	"golang.org/x/tools/go/analysis"
)

// rules runs the checkers that are written as ruleguard rules.
//
// gocritic walks every file once for every group of rules. Most files match
// none, and one walk with all groups finds that out: the engine stops at the
// first rule that matches a node, but stop it does. Only where it does are
// the groups run one by one, so the findings are the same.
//
// An engine is only read once it is loaded (ruleguard.Engine.Run), so all
// packages share it, at once.
type rules struct {
	byDefault *analysis.Analyzer
	engines   map[string]func() (*ruleguard.Engine, error) // by group
}

func newRules() *rules {
	r := &rules{engines: map[string]func() (*ruleguard.Engine, error){}}
	var names []string
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		r.engines[group.Name] = engine(group.Name)
		if byDefault(group.DocTags) {
			names = append(names, group.Name)
		}
	}
	r.byDefault = r.analyzer("criticrules", names)
	return r
}

// fromRules is one group. Those that are on by default share a walk; others
// have their own, so that what one group says never hangs on another.
func fromRules(group ir.RuleGroup, rules *rules) tier.Check {
	walk := rules.byDefault
	if !byDefault(group.DocTags) {
		walk = rules.analyzer("criticrules_"+group.Name, []string{group.Name})
	}
	c := check(group.Name, group.DocSummary, group.DocTags, &analysis.Analyzer{
		Requires: []*analysis.Analyzer{walk},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, d := range pass.ResultOf[walk].(map[string][]analysis.Diagnostic)[group.Name] {
				pass.Report(d)
			}
			return nil, nil
		},
	})
	c.Manual = manualOf(group.DocSummary, "", group.DocBefore, group.DocAfter, group.DocNote)
	return c
}

// analyzer gives what each of some groups says.
func (r *rules) analyzer(name string, groups []string) *analysis.Analyzer {
	all := engine(groups...)
	if len(groups) == 1 {
		all = r.engines[groups[0]]
	}
	return &analysis.Analyzer{
		Name:       name,
		Doc:        "runs go-critic's rules",
		ResultType: reflect.TypeFor[map[string][]analysis.Diagnostic](),
		Run: func(pass *analysis.Pass) (any, error) {
			found := map[string][]analysis.Diagnostic{}
			for _, file := range written(pass) {
				any, err := run(pass, file, all)
				if err != nil {
					return nil, err
				}
				if len(any) == 0 {
					continue
				}
				if len(groups) == 1 {
					found[groups[0]] = append(found[groups[0]], any...)
					continue
				}
				for _, group := range groups {
					reports, err := run(pass, file, r.engines[group])
					if err != nil {
						return nil, err
					}
					found[group] = append(found[group], reports...)
				}
			}
			return found, nil
		},
	}
}

// run is what go-critic does for an embedded rule (checkers, WalkFile).
func run(pass *analysis.Pass, file *ast.File, load func() (*ruleguard.Engine, error)) (reports []analysis.Diagnostic, err error) {
	engine, err := load()
	if err != nil {
		return nil, err
	}
	err = engine.Run(&ruleguard.RunContext{
		Pkg: pass.Pkg, Types: pass.TypesInfo, Sizes: pass.TypesSizes, Fset: pass.Fset, TruncateLen: 100,
		Report: func(data *ruleguard.ReportData) {
			var fix linter.QuickFix
			if s := data.Suggestion; s != nil {
				fix = linter.QuickFix{From: s.From, To: s.To, Replacement: s.Replacement}
			}
			reports = append(reports, diagnostic(data.Node.Pos(), data.Message, fix))
		},
	}, file)
	sort.SliceStable(reports, func(i, j int) bool { return reports[i].Message < reports[j].Message })
	return reports, err
}

// engine is an engine with some groups of rules, loaded when it is first
// needed: in two milliseconds for all that are on by default.
func engine(groups ...string) func() (*ruleguard.Engine, error) {
	wanted := map[string]bool{}
	for _, group := range groups {
		wanted[group] = true
	}
	return sync.OnceValues(func() (*ruleguard.Engine, error) {
		engine := ruleguard.NewEngine()
		engine.BuildContext = rulesContext()
		err := engine.LoadFromIR(&ruleguard.LoadContext{
			Fset:        token.NewFileSet(),
			GroupFilter: func(g *ruleguard.GoRuleGroup) bool { return wanted[g.Name] },
		}, "rules/rules.go", rulesdata.PrecompiledRules)
		if err != nil {
			return nil, fmt.Errorf("loading go-critic's rules: %w", err)
		}
		return engine, nil
	})
}

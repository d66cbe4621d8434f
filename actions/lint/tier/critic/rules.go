package critic

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/token"
	"reflect"
	"sort"
	"sync"

	"github.com/go-critic/go-critic/checkers/rulesdata"
	"github.com/go-critic/go-critic/linter"
	"github.com/quasilyte/go-ruleguard/ruleguard"
	"golang.org/x/tools/go/analysis"
)

// rulesAnalyzer runs the checkers that are written as ruleguard rules, and
// gives what each of them says.
//
// gocritic walks every file once for every group of rules. Most files match
// none, and one walk with all groups finds that out: the engine stops at the
// first rule that matches a node, but stop it does. Only where it does are
// the groups run one by one, so the findings are the same.
func rulesAnalyzer() *analysis.Analyzer {
	engines := &engines{byGroup: map[string]*ruleguard.Engine{}}
	return &analysis.Analyzer{
		Name:       "criticrules",
		Doc:        "runs go-critic's rules",
		ResultType: reflect.TypeFor[map[string][]analysis.Diagnostic](),
		Run: func(pass *analysis.Pass) (any, error) {
			found := map[string][]analysis.Diagnostic{}
			for _, file := range written(pass) {
				if err := engines.walk(pass, file, found); err != nil {
					return nil, err
				}
			}
			return found, nil
		},
	}
}

// fromRules reports one group's part.
func fromRules(group string, rules *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Requires: []*analysis.Analyzer{rules},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, d := range pass.ResultOf[rules].(map[string][]analysis.Diagnostic)[group] {
				pass.Report(d)
			}
			return nil, nil
		},
	}
}

// engines are ruleguard engines by group, made when they are first needed:
// loading rules type-checks parts of the standard library. The one with all
// groups has the empty name.
type engines struct {
	mu      sync.Mutex
	build   *build.Context
	byGroup map[string]*ruleguard.Engine
}

// walk runs the rules on one file.
func (e *engines) walk(pass *analysis.Pass, file *ast.File, found map[string][]analysis.Diagnostic) error {
	any, err := e.run(pass, file, "")
	if err != nil || len(any) == 0 {
		return err
	}
	for _, group := range rulesdata.PrecompiledRules.RuleGroups {
		if !byDefault(group.DocTags) {
			continue
		}
		reports, err := e.run(pass, file, group.Name)
		if err != nil {
			return err
		}
		found[group.Name] = append(found[group.Name], reports...)
	}
	return nil
}

// run is what go-critic does for an embedded rule (checkers, WalkFile).
func (e *engines) run(pass *analysis.Pass, file *ast.File, group string) (reports []analysis.Diagnostic, err error) {
	// An engine's caches are not safe for several walks at once.
	e.mu.Lock()
	defer e.mu.Unlock()
	engine, err := e.engine(group)
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

func (e *engines) engine(group string) (*ruleguard.Engine, error) {
	if engine := e.byGroup[group]; engine != nil {
		return engine, nil
	}
	engine := ruleguard.NewEngine()
	if e.build == nil {
		engine.InferBuildContext() // asks "go env" where the standard library is
		e.build = engine.BuildContext
	}
	engine.BuildContext = e.build
	err := engine.LoadFromIR(&ruleguard.LoadContext{
		Fset: token.NewFileSet(),
		GroupFilter: func(g *ruleguard.GoRuleGroup) bool {
			return g.Name == group || group == "" && byDefault(g.DocTags)
		},
	}, "rules/rules.go", rulesdata.PrecompiledRules)
	if err != nil {
		return nil, fmt.Errorf("loading go-critic's rules: %w", err)
	}
	e.byGroup[group] = engine
	return engine, nil
}

package engine

import (
	"fmt"
	"go/types"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"golang.org/x/tools/go/analysis"
)

// passes are the analyzers' runs on one package, each analyzer after those
// that it requires. Packages run side by side; where there are fewer of them
// than cores, the analyzers of one do.
type passes struct {
	*run
	src     *source
	facts   *factStore
	talk    bool // whether what analyzers say is wanted
	results map[*analysis.Analyzer]*result

	mu          sync.Mutex // guards all below, and facts
	diagnostics []Diagnostic
	reach       []*imported // filled when it is asked for
	byTypes     map[*types.Package]*imported
}

// result is what an analyzer gives.
type result struct {
	once  sync.Once
	value any
	err   error
}

func (r *run) passes(src *source, talk bool) *passes {
	return &passes{
		run: r, src: src, talk: talk, facts: newFactStore(src.types), results: map[*analysis.Analyzer]*result{},
	}
}

// analyse runs analyzers on a package, and gives what went wrong with them.
func (p *passes) analyse(wanted []*analysis.Analyzer) (problems []Problem) {
	p.expect(wanted)
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; int(i) < len(wanted) && p.ctx.Err() == nil; i = next.Add(1) - 1 {
			p.result(wanted[i])
		}
	}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) - int(p.busy.Load()) {
		wg.Go(work)
	}
	work()
	wg.Wait()
	told := map[string]bool{}
	for _, a := range wanted {
		if err := p.results[a].err; err != nil && !told[err.Error()] {
			told[err.Error()] = true
			problems = append(problems, Problem{Package: p.src.pkg.Path, Message: err.Error()})
		}
	}
	return problems
}

// expect makes room for the results of analyzers and those that they require.
func (p *passes) expect(list []*analysis.Analyzer) {
	for _, a := range list {
		if p.results[a] == nil {
			p.results[a] = &result{}
			p.expect(a.Requires)
		}
	}
}

// result is what an analyzer gives, after those that it requires.
func (p *passes) result(a *analysis.Analyzer) *result {
	out := p.results[a]
	out.once.Do(func() {
		results := make(map[*analysis.Analyzer]any, len(a.Requires))
		for _, required := range a.Requires {
			needed := p.result(required)
			if needed.err != nil {
				out.err = needed.err
			}
			results[required] = needed.value
		}
		if out.err == nil {
			out.value, out.err = p.start(a, results)
		}
	})
	return out
}

// start runs one analyzer. A panic is the analyzer's fault, and the other
// packages and analyzers have not deserved it.
func (p *passes) start(a *analysis.Analyzer, results map[*analysis.Analyzer]any) (value any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			value, err = nil, fmt.Errorf("%s panicked: %v\n%s", a.Name, fault, debug.Stack())
		}
	}()
	if value, err = a.Run(p.pass(a, results)); err != nil {
		err = fmt.Errorf("%s: %w", a.Name, err)
	}
	return value, err
}

func (p *passes) pass(a *analysis.Analyzer, results map[*analysis.Analyzer]any) *analysis.Pass {
	pass := &analysis.Pass{
		Analyzer:          a,
		Fset:              p.src.fset,
		Files:             p.src.files,
		OtherFiles:        p.src.pkg.OtherFiles,
		IgnoredFiles:      p.src.pkg.Ignored,
		Pkg:               p.src.types,
		TypesInfo:         p.src.info,
		TypesSizes:        p.sizes,
		Module:            module(p.src.pkg),
		ResultOf:          results,
		ReadFile:          os.ReadFile,
		Report:            func(analysis.Diagnostic) {},
		ImportObjectFact:  p.importObjectFact,
		ImportPackageFact: p.importPackageFact,
		ExportObjectFact:  p.exportObjectFact,
		ExportPackageFact: p.exportPackageFact,
		AllObjectFacts:    func() []analysis.ObjectFact { return p.allObjectFacts(a) },
		AllPackageFacts:   func() []analysis.PackageFact { return p.allPackageFacts(a) },
	}
	// What analyzers say that others only require is not for people.
	if p.talk && slices.Contains(p.req.Analyzers, a) {
		pass.Report = func(d analysis.Diagnostic) {
			resolved := resolve(p.src.fset, a, d)
			p.mu.Lock()
			defer p.mu.Unlock()
			p.diagnostics = append(p.diagnostics, resolved)
		}
	}
	return pass
}

// module is never nil, as drivers are to have it (analysis.Pass).
func module(pkg *golist.Package) *analysis.Module {
	if pkg.Module == nil {
		return &analysis.Module{}
	}
	return &analysis.Module{
		Path: pkg.Module.Path, Version: pkg.Module.Version, GoVersion: strings.TrimPrefix(pkg.Module.GoVersion, "go"),
	}
}

package engine

import (
	"fmt"
	"go/types"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"golang.org/x/tools/go/analysis"
)

// passes are the analyzers' runs on one package, one after the other:
// packages run side by side.
type passes struct {
	*run
	src         *source
	facts       *factStore
	done        map[*analysis.Analyzer]result
	talk        bool // whether what analyzers say is wanted
	diagnostics []Diagnostic

	reach   []*imported // filled when it is asked for
	byTypes map[*types.Package]*imported
}

type result struct {
	value any
	err   error
}

// analyse runs analyzers on a package, and gives what went wrong with them.
func (p *passes) analyse(wanted []*analysis.Analyzer) (problems []Problem) {
	told := map[string]bool{}
	for _, a := range wanted {
		if p.ctx.Err() != nil {
			return problems
		}
		if err := p.result(a).err; err != nil && !told[err.Error()] {
			told[err.Error()] = true
			problems = append(problems, Problem{Package: p.src.pkg.Path, Message: err.Error()})
		}
	}
	return problems
}

// result is what an analyzer gives, after those that it requires.
func (p *passes) result(a *analysis.Analyzer) result {
	if out, ok := p.done[a]; ok {
		return out
	}
	var out result
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
	p.done[a] = out
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
			p.diagnostics = append(p.diagnostics, resolve(p.src.fset, a, d))
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

package engine

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// analyse runs the analyzers on a package, one after the other: packages run
// side by side.
func (r *run) analyse(n *node, src *source) {
	p := &passes{run: r, node: n, src: src, done: map[*analysis.Analyzer]outcome{}}
	wanted := r.analyzers
	if n.work == facts {
		wanted = r.exporters
	}
	told := map[string]bool{}
	for _, a := range wanted {
		if r.ctx.Err() != nil {
			return
		}
		if err := p.result(a).err; err != nil && !told[err.Error()] {
			told[err.Error()] = true
			n.problems = append(n.problems, Problem{Package: n.PkgPath, Message: err.Error()})
		}
	}
	n.forget()
}

// passes are the analyzers' runs on one package.
type passes struct {
	*run
	node *node
	src  *source
	done map[*analysis.Analyzer]outcome
}

type outcome struct {
	value any
	err   error
}

// result is what an analyzer gives, after those that it requires.
func (p *passes) result(a *analysis.Analyzer) outcome {
	if out, ok := p.done[a]; ok {
		return out
	}
	var out outcome
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
	n := p.node
	pass := &analysis.Pass{
		Analyzer:          a,
		Fset:              p.fset,
		Files:             p.src.files,
		OtherFiles:        n.OtherFiles,
		IgnoredFiles:      n.IgnoredFiles,
		Pkg:               n.types,
		TypesInfo:         p.src.info,
		TypesSizes:        n.TypesSizes,
		Module:            module(n),
		ResultOf:          results,
		ReadFile:          os.ReadFile,
		Report:            func(analysis.Diagnostic) {},
		ImportObjectFact:  importObjectFact(p.graph),
		ImportPackageFact: importPackageFact(p.graph),
		ExportObjectFact:  n.exportObjectFact,
		ExportPackageFact: n.exportPackageFact,
		AllObjectFacts:    func() []analysis.ObjectFact { return n.allObjectFacts(a) },
		AllPackageFacts:   func() []analysis.PackageFact { return n.allPackageFacts(a) },
	}
	// What analyzers say that others only require is not for people.
	if n.work == complete && slices.Contains(p.analyzers, a) {
		pass.Report = func(d analysis.Diagnostic) {
			n.diagnostics = append(n.diagnostics, resolve(p.fset, a, d))
		}
	}
	return pass
}

// module is never nil, as drivers are to have it (analysis.Pass).
func module(n *node) *analysis.Module {
	if n.Module == nil {
		return &analysis.Module{}
	}
	return &analysis.Module{
		Path: n.Module.Path, Version: n.Module.Version, GoVersion: strings.TrimPrefix(n.Module.GoVersion, "go"),
	}
}

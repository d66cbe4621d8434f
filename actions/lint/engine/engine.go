// Package engine drives analyzers: it loads the packages that patterns name
// with everything they import, runs the analyzers on them, and gives what
// they said as plain data.
//
// A package is taken up when all that it imports is done, and let go of as
// soon as its own analyzers have run: of a dependency only types and facts
// stay. Analyzers that export facts run on dependencies too, others only on
// the packages asked for. A package with tests of its own is analysed once,
// together with them, as go vet does.
//
// A package that does not compile stops only those that import it.
//
// Nobody outside can tell how the analyzers were driven: the face is Run, and
// it knows no analyzer, tier or rule by name.
package engine

import (
	"context"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// Request says what to analyse, and with what.
type Request struct {
	Dir       string   // absolute; holds a go.mod
	Env       []string // whole environment of the go command
	Patterns  []string // as of "go help packages"
	Tests     bool     // whether _test.go files are looked at
	Tags      []string // build tags
	Analyzers []*analysis.Analyzer
	// Progress, when not nil, hears how many packages are done, of how many.
	Progress func(done, total int)
}

// Result is what a run found out. The same input gives the same Result.
type Result struct {
	// Packages is the number of packages that the analyzers ran on.
	Packages int
	// Diagnostics are sorted by place, without repetitions.
	Diagnostics []Diagnostic
	// Problems are why packages could not be analysed, sorted by place,
	// each once.
	Problems []Problem
	// Skipped are the packages asked for that were not analysed, or only
	// in part: those with problems and those that import one. Sorted.
	Skipped []string
}

// Diagnostic is an analysis.Diagnostic whose positions are resolved.
type Diagnostic struct {
	Analyzer string // name
	Category string
	Place
	Message string
	URL     string
	Related []Related
	Fixes   []Fix
}

// Place is a piece of a file. Line and Column count from 1, in bytes; zero
// means unknown. The end is exclusive and may be unknown.
type Place struct {
	File               string // absolute
	Line, Column       int
	EndLine, EndColumn int
}

// Related is another place that explains a diagnostic or a problem.
type Related struct {
	Place
	Message string
}

// Fix is one way to cure a diagnostic; its edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// Edit replaces the text of Place by NewText.
type Edit struct {
	Place
	NewText string
}

// Problem is one reason why a package was not analysed.
type Problem struct {
	Package string // import path
	// Compile says that the compiler would have said it too; otherwise an
	// analyzer failed.
	Compile bool
	Place
	Message string
	Related []Related
}

// Run analyses. An error is an *action.Error: nothing at all could be found
// out. What concerns single packages is in the Result.
func Run(ctx context.Context, req Request) (*Result, error) {
	flags, err := prepare(ctx, req)
	if err != nil {
		return nil, err
	}
	pkgs, err := list(ctx, req, flags)
	if err != nil {
		return nil, err
	}
	r := &run{
		ctx: ctx, dir: req.Dir, fset: token.NewFileSet(), progress: req.Progress,
		analyzers: req.Analyzers, exporters: exporters(req.Analyzers),
	}
	r.graph = newGraph(pkgs, len(r.exporters) > 0)
	r.execute(r.graph.nodes)
	r.execute(r.graph.withoutTests())
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r.graph.result(), nil
}

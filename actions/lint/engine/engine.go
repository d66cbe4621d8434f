// Package engine drives analyzers: it finds the packages that patterns name
// and everything that they import, runs the analyzers on them, and gives what
// they said as plain data. What came out of it is kept in a store, and is not
// done again as long as nothing has changed that an analyzer could see.
//
//	unchanged files        the result that is kept, without the go command
//	other contents         the packages that hold them, and those that
//	                       import what has changed of their API and facts
//	other packages         the same, after the go command was asked for them
//
// Nothing is compiled. Of a package, its importers need what it declares and
// what analyzers found out about that: its summary. Packages of the standard
// library and the module cache never change, nor do their summaries, which
// are made once or come in a pack. The files of all others count by content.
//
// A package is taken up when all that it imports is done, and let go of as
// soon as its analyzers have run. Analyzers that export facts run on
// dependencies too, others only on the packages asked for. A package with
// tests of its own is analysed once, together with them, as go vet does.
//
// A package that does not compile stops only those that import it.
//
// Nobody outside can tell how the analyzers were driven: the face is Run, and
// it knows no analyzer, tier or rule by name. With a store or without, after
// whatever was kept in it, the same files give the same result.
package engine

import (
	"context"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/store"
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

	// Everything is all analyzers that the caller may run at other times:
	// summaries that were made for all of them serve these too. It may be
	// empty.
	Everything []*analysis.Analyzer
	// Settings is what changes what an analyzer says, by its name.
	Settings map[string]string
	// Beside are names of files that analyzers read in a package's folder
	// and in those above.
	Beside []string
	// Store keeps what comes out; nil keeps nothing.
	Store *store.Store
	// Salt names the code of the analyzers, for what is kept. It must say
	// the same as long as the program is the same file.
	Salt func() string

	// Progress, when not nil, hears how many packages are done, of how many.
	Progress func(done, total int)
	// Settled, when not nil, hears of a run with nothing to do: which files
	// and folders, there or not, decide with the request that the next one
	// has nothing to do either.
	Settled func(depends []string)
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
	const attempts = 3
	var changed string
	thorough := false
	for range attempts {
		r := newRun(ctx, req)
		r.thorough = thorough
		result, err := r.result()
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch file := r.changed.Load(); {
		case file != nil:
			changed = *file
		case r.cgoFails.Load() && !thorough:
			thorough = true // which tells why
		default:
			return result, nil
		}
	}
	return nil, action.NotAnalysed("%s changes while it is analysed", changed).
		WithHint("stop what writes it, and run again")
}

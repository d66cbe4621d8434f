package source

import (
	"context"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
)

// Place is a line that may have made a difference.
type Place struct {
	// Path is slash-separated and relative to the module's folder.
	Path         string
	Line, Column int // from 1; 0 is unknown
	// Rule is the check that names the line, or "".
	Rule string
	// Message and Hint are the check's, or what the line does.
	Message, Hint string
	// Related are the steps from where it arises to what endorsers sign.
	Related []Related
	// Why says how the function comes here, and what is not known.
	Why string
}

// String is path:line.
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.Path, p.Line) }

// Related is another line that explains a place.
type Related struct {
	Path         string
	Line, Column int
	Message      string
}

// Code is the source of one chaincode, and what the checks say of it. It is
// not changed after Load and may be asked from several goroutines.
type Code struct {
	dir   string
	fset  *token.FileSet
	graph *graph
	said  []said
	// Incomplete are the reasons for which checks have not seen everything.
	Incomplete []string
}

// said is a diagnostic of a check.
type said struct {
	rule string
	analysis.Diagnostic
}

// Load reads the main package of a module, with all that it imports, and runs
// the checks that have to do with differences. It takes seconds, and some
// hundred MB, and serves all questions. Code that does not compile is an
// *action.Error.
func Load(ctx context.Context, f *chaincode.Finder, main chaincode.Main) (*Code, error) {
	dir, err := filepath.Abs(f.Dir)
	if err != nil {
		return nil, action.Environment("reading the source: %w", err)
	}
	roots, err := packages.Load(&packages.Config{
		Context: ctx,
		Mode:    packages.LoadAllSyntax | packages.NeedModule,
		Dir:     dir,
		// A driver in the go command's place would decide what is read
		// (go/packages, GOPACKAGESDRIVER).
		Env:        append(slices.Clone(f.Go.Env), "GOPACKAGESDRIVER=off"),
		BuildFlags: []string{f.Mod},
	}, main.ImportPath)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, chaincode.NotAnalysed("reading the source", err)
	}
	own := ours(roots)
	if len(own) == 0 {
		return nil, action.NotAnalysed("reading the source: %s is no package of the module in %s", main.ImportPath, dir)
	}
	for _, pkg := range own {
		if len(pkg.Errors) > 0 {
			return nil, action.NotAnalysed("reading the source: %s: %w", pkg.PkgPath, pkg.Errors[0]).
				WithHint("go build %s shows all that does not compile", main.ImportPath)
		}
	}
	c := &Code{dir: dir, fset: own[0].Fset, graph: newGraph(own)}
	c.check(own)
	for _, pkg := range own {
		pkg.Imports = nil // the source of all dependencies, which nobody asks again
	}
	return c, nil
}

// ours are the packages whose source somebody can change here: of the main
// module, and of modules that a replace directive takes from a folder.
func ours(roots []*packages.Package) (own []*packages.Package) {
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		m := pkg.Module
		if m != nil && len(pkg.Syntax) > 0 && (m.Main || m.Replace != nil && m.Replace.Version == "") {
			own = append(own, pkg)
		}
	})
	return own
}

// check runs the checks. What keeps them from it only costs the lines that
// they would have named.
func (c *Code) check(own []*packages.Package) {
	defer func() {
		if p := recover(); p != nil {
			c.Incomplete = append(c.Incomplete, fmt.Sprintf("a check failed: %v", p))
		}
	}()
	// One after the other: a panic in another goroutine could not be caught.
	all, err := checker.Analyze(telling(), own, &checker.Options{Sequential: true})
	if err != nil {
		c.Incomplete = append(c.Incomplete, err.Error())
		return
	}
	for act := range all.All() {
		if !act.IsRoot {
			continue
		}
		if act.Err != nil {
			c.Incomplete = append(c.Incomplete, fmt.Sprintf("%s: %v", act, act.Err))
		}
		for _, d := range act.Diagnostics {
			c.said = append(c.said, said{act.Analyzer.Name, d})
		}
	}
}

// place is a position as a Place.
func (c *Code) place(pos token.Pos) Place {
	at := c.fset.Position(pos)
	return Place{Path: c.relative(at.Filename), Line: at.Line, Column: at.Column}
}

func (c *Code) relative(file string) string {
	rel, err := filepath.Rel(c.dir, file)
	if err != nil {
		rel = file
	}
	return filepath.ToSlash(rel)
}

// related are the other places of a diagnostic.
func (c *Code) related(d analysis.Diagnostic) (list []Related) {
	for _, r := range d.Related {
		if !r.Pos.IsValid() {
			continue
		}
		at := c.place(r.Pos)
		list = append(list, Related{Path: at.Path, Line: at.Line, Column: at.Column, Message: r.Message})
	}
	return list
}

// split takes message and hint apart, as the checks put them together.
func split(text string) (message, hint string) {
	message, hint, _ = strings.Cut(text, "\nhint: ")
	return message, hint
}

package coverage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/cover"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// Bounds on what is read, in bytes.
const (
	maxProfile = 256 << 20
	maxSource  = 16 << 20
)

// Coverage is how much of a module's code was reached.
type Coverage struct {
	// Covered and Statements count the statements that were reached, and all.
	Covered, Statements int
	// Functions are those that have statements, by file and line.
	Functions []Function
	// Unread are files of the module that could not be parsed: their
	// statements count, their functions are not known. Slash-separated and
	// relative to the module's folder, as Function.File.
	Unread []string
}

// Function is one of the module's.
type Function struct {
	// Name is as in a stack, without the package: "(*Contract).Transfer".
	Name, File          string
	Line                int
	Covered, Statements int
}

// Percent is the share of the statements that were reached, 0 to 100; 100 when
// there are none.
func (c *Coverage) Percent() float64 {
	if c.Statements == 0 {
		return 100
	}
	return 100 * float64(c.Covered) / float64(c.Statements)
}

// Unreached are the functions of which no statement was reached.
func (c *Coverage) Unreached() []Function {
	var list []Function
	for _, f := range c.Functions {
		if f.Covered == 0 {
			list = append(list, f)
		}
	}
	return list
}

// Go runs "go args..." and gives its standard output, as gotool.Go.Run does.
type Go func(ctx context.Context, args ...string) ([]byte, error)

// Read reads the counters that processes wrote to dir, and adds them up.
func Read(ctx context.Context, run Go, dir string, module Module) (_ *Coverage, err error) {
	if counters, err := filepath.Glob(filepath.Join(dir, "covcounters.*")); err != nil || len(counters) == 0 {
		return nil, errors.Join(action.NotAnalysed("got no coverage counters in %s, want some", dir).
			WithHint("build with the flags of the overlay, set GOCOVERDIR, and send SIGUSR1 before the process ends"), err)
	}
	// Not in dir, where the processes could have left a link.
	tmp, err := os.MkdirTemp("", "tallystick-coverage")
	if err != nil {
		return nil, action.Environment("reading coverage counters: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	file := filepath.Join(tmp, "profile")
	if _, err := run(ctx, "tool", "covdata", "textfmt", "-i="+dir, "-o="+file); err != nil {
		return nil, fmt.Errorf("reading coverage counters: %w", err)
	}
	profile, err := wholefile.Read(file, maxProfile)
	if err != nil {
		return nil, fmt.Errorf("reading the coverage profile: %w", err)
	}
	return Parse(profile, module)
}

// Parse reads a profile, as "go tool covdata textfmt" and "go test
// -coverprofile" write it.
func Parse(profile []byte, module Module) (*Coverage, error) {
	profiles, err := cover.ParseProfilesFromReader(bytes.NewReader(profile))
	if err != nil {
		return nil, fmt.Errorf("reading the coverage profile: %w", err)
	}
	c := &Coverage{}
	for _, p := range profiles {
		file, ok := strings.CutPrefix(p.FileName, module.Path+"/")
		if !ok || !filepath.IsLocal(filepath.FromSlash(file)) {
			continue
		}
		for _, b := range p.Blocks {
			c.Statements += b.NumStmt
			c.Covered += reached(b)
		}
		functions, err := declared(filepath.Join(module.Dir, filepath.FromSlash(file)))
		if err != nil {
			c.Unread = append(c.Unread, file)
			continue
		}
		for _, f := range functions {
			if f.count(p); f.Statements > 0 {
				f.File = file
				c.Functions = append(c.Functions, f.Function)
			}
		}
	}
	slices.SortFunc(c.Functions, func(a, b Function) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	slices.Sort(c.Unread)
	return c, nil
}

func reached(b cover.ProfileBlock) int {
	if b.Count == 0 {
		return 0
	}
	return b.NumStmt
}

// extent is where a function stands in its file.
type extent struct {
	Function
	begin, end token.Position
}

// count adds the blocks of a profile, which are sorted, to the function.
func (f *extent) count(p *cover.Profile) {
	for _, b := range p.Blocks {
		if b.StartLine > f.end.Line || b.StartLine == f.end.Line && b.StartCol >= f.end.Column {
			return
		}
		if b.EndLine < f.begin.Line || b.EndLine == f.begin.Line && b.EndCol <= f.begin.Column {
			continue
		}
		f.Statements += b.NumStmt
		f.Covered += reached(b)
	}
}

// declared are the functions of a file, by their positions in the file itself.
// For what a //line comment says is of another file, the profile names that one,
// in which no function is found.
func declared(file string) ([]*extent, error) {
	text, err := wholefile.Read(file, maxSource)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var list []*extent
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		begin := fset.PositionFor(f.Pos(), false)
		list = append(list, &extent{Function{Name: name(f), Line: begin.Line}, begin, fset.PositionFor(f.End(), false)})
	}
	return list, nil
}

// name is that of a function, with its receiver as in a stack.
func name(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return f.Name.Name
	}
	star, kind := "", f.Recv.List[0].Type
	for {
		switch t := kind.(type) {
		case *ast.ParenExpr:
			kind = t.X
		case *ast.StarExpr:
			star, kind = "*", t.X
		case *ast.IndexExpr:
			kind = t.X
		case *ast.IndexListExpr:
			kind = t.X
		case *ast.Ident:
			if star != "" {
				return "(*" + t.Name + ")." + f.Name.Name
			}
			return t.Name + "." + f.Name.Name
		default:
			return f.Name.Name
		}
	}
}

package engine

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/types"
	"os"
	"slices"
	"strings"
)

// source is a parsed and checked package. It lives while its analyzers run.
type source struct {
	files []*ast.File
	info  *types.Info
}

// maxFile bounds one source file, in bytes. Go's own limit is the compiler's
// patience; the largest generated files in use have a few megabytes.
const maxFile = 64 << 20

// load parses and checks a package. What keeps it from compiling goes to
// n.problems.
func (r *run) load(n *node) *source {
	src := &source{}
	mode := parser.AllErrors | parser.SkipObjectResolution
	if n.work > apiOnly {
		mode |= parser.ParseComments
		src.info = newInfo()
	}
	if n.work == complete {
		// go/packages resolves objects, and analyzers look at them.
		mode &^= parser.SkipObjectResolution
	}
	for _, name := range n.CompiledGoFiles {
		file, err := r.parse(name, mode)
		if file != nil {
			src.files = append(src.files, file)
		}
		if err != nil {
			n.problems = append(n.problems, parseProblems(n, name, err)...)
		}
	}
	if len(n.problems) == 0 {
		r.check(n, src)
	}
	r.addListed(n)
	return src
}

func (r *run) parse(name string, mode parser.Mode) (*ast.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("file of %d bytes, want at most %d", info.Size(), maxFile)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return parser.ParseFile(r.fset, name, text, mode)
}

func parseProblems(n *node, name string, err error) (problems []Problem) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []Problem{{Package: n.PkgPath, Compile: true, Place: Place{File: name}, Message: err.Error()}}
	}
	list.RemoveMultiples() // those on one line follow from the first
	for _, e := range list {
		problems = append(problems, Problem{
			Package: n.PkgPath, Compile: true,
			Place:   Place{File: e.Pos.Filename, Line: e.Pos.Line, Column: e.Pos.Column},
			Message: e.Msg,
		})
	}
	return problems
}

// check type-checks a package against what it imports.
func (r *run) check(n *node, src *source) {
	config := &types.Config{
		Importer:         importer(n, r.graph),
		IgnoreFuncBodies: n.work == apiOnly,
		Sizes:            n.TypesSizes,
		Error:            func(err error) { n.problems = typeProblem(n, err) },
	}
	if n.Module != nil && n.Module.GoVersion != "" {
		config.GoVersion = "go" + n.Module.GoVersion
	}
	// The error is the first of those that config.Error has got, except for
	// a go line that is too new in some versions of go/types.
	err := types.NewChecker(config, r.fset, n.types, src.info).Files(src.files)
	if err != nil && len(n.problems) == 0 {
		n.problems = append(n.problems, Problem{Package: n.PkgPath, Compile: true, Message: err.Error()})
	}
}

// typeProblem adds an error of go/types to n's problems. One that begins with
// a tab belongs to the error before it (go/types, Error).
func typeProblem(n *node, err error) []Problem {
	var te types.Error
	if !errors.As(err, &te) {
		return append(n.problems, Problem{Package: n.PkgPath, Compile: true, Message: err.Error()})
	}
	at := place(te.Fset, te.Pos, 0)
	if more, ok := strings.CutPrefix(te.Msg, "\t"); ok && len(n.problems) > 0 {
		last := &n.problems[len(n.problems)-1]
		last.Related = append(last.Related, Related{Place: at, Message: more})
		return n.problems
	}
	return append(n.problems, Problem{Package: n.PkgPath, Compile: true, Place: at, Message: te.Msg})
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// errUnlisted is about an import that the go command had nothing to say about
// but for an error of the importing package, such as an import cycle.
var errUnlisted = errors.New("the go command did not list it")

func importer(n *node, g *graph) types.Importer {
	return importerFunc(func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		imported := n.Imports[path]
		if imported == nil {
			return nil, errUnlisted
		}
		return g.byID[imported.ID].types, nil
	})
}

// addListed adds what the go command said about a package, where parser and
// checker do not say it better.
func (r *run) addListed(n *node) {
	if len(n.Errors) > 0 {
		n.problems = slices.DeleteFunc(n.problems, func(p Problem) bool {
			return strings.Contains(p.Message, errUnlisted.Error())
		})
	}
	own := n.problems
	for _, e := range n.Errors {
		p := listProblem(n.Package, e, r.dir)
		if p.File == "" && len(own) == 0 && len(n.GoFiles) > 0 {
			p.File = n.GoFiles[0]
		}
		repeated := slices.ContainsFunc(own, func(known Problem) bool {
			return p.File == "" || known.File == p.File && known.Line == p.Line
		})
		if !repeated {
			n.problems = append(n.problems, p)
		}
	}
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
}

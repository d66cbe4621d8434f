package engine

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
)

// source is a parsed and checked package. It lives while its analyzers run.
type source struct {
	pkg      *golist.Package
	fset     *token.FileSet // its own: nobody else has these positions
	files    []*ast.File
	types    *types.Package
	info     *types.Info
	imported []*imported // sorted by path
	problems []Problem   // what keeps it from compiling
}

// maxFile bounds one source file, in bytes. Go's own limit is the compiler's
// patience; the largest generated files in use have a few megabytes.
const maxFile = 64 << 20

// load parses and checks a package.
func (r *run) load(pkg *golist.Package, from *universe, need work) *source {
	src := &source{pkg: pkg, fset: token.NewFileSet()}
	mode := parser.AllErrors | parser.SkipObjectResolution
	if need > apiOnly {
		mode |= parser.ParseComments
	}
	if need == complete {
		// go/packages resolves objects, and analyzers look at them.
		mode &^= parser.SkipObjectResolution
	}
	files, err := r.compiledFiles(pkg)
	if err != nil {
		src.problems = []Problem{{Package: pkg.Path, Compile: true, Message: err.Error()}}
		return src
	}
	for _, name := range files {
		file, err := r.parse(src.fset, name, mode)
		if file != nil {
			src.files = append(src.files, file)
		}
		if err != nil {
			src.problems = append(src.problems, parseProblems(pkg, name, err)...)
		}
	}
	if len(src.problems) == 0 {
		r.check(src, from, need)
	}
	src.addListed(r.req.Dir)
	return src
}

func (r *run) parse(fset *token.FileSet, name string, mode parser.Mode) (*ast.File, error) {
	info, err := os.Stat(name)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("file of %d bytes, want at most %d", info.Size(), maxFile)
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		r.unread.Store(true)
		return nil, err
	}
	if want, ok := r.content[name]; ok && sha256.Sum256(text) != want {
		r.changed.Store(&name)
	}
	return parser.ParseFile(fset, name, text, mode)
}

func parseProblems(pkg *golist.Package, name string, err error) (problems []Problem) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []Problem{{Package: pkg.Path, Compile: true, Place: Place{File: name}, Message: err.Error()}}
	}
	list.RemoveMultiples() // those on one line follow from the first
	for _, e := range list {
		problems = append(problems, Problem{
			Package: pkg.Path, Compile: true,
			Place:   Place{File: e.Pos.Filename, Line: e.Pos.Line, Column: e.Pos.Column},
			Message: e.Msg,
		})
	}
	return problems
}

// check type-checks a package against what it imports.
func (r *run) check(src *source, from *universe, need work) {
	if need > apiOnly {
		src.info = newInfo()
	}
	config := &types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			p, err := r.resolve(src.pkg, from, path)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(src.imported, p) {
				src.imported = append(src.imported, p)
			}
			return p.types, nil
		}),
		IgnoreFuncBodies: need == apiOnly,
		Sizes:            r.sizes,
		Error:            func(err error) { src.problems = typeProblem(src, err) },
	}
	if m := src.pkg.Module; m != nil && m.GoVersion != "" {
		config.GoVersion = "go" + m.GoVersion
	}
	src.types = types.NewPackage(src.pkg.Path, src.pkg.Name)
	// The error is the first of those that config.Error has got, except for
	// a go line that is too new in some versions of go/types.
	err := types.NewChecker(config, src.fset, src.types, src.info).Files(src.files)
	if err != nil && len(src.problems) == 0 {
		src.problems = append(src.problems, Problem{Package: src.pkg.Path, Compile: true, Message: err.Error()})
	}
	slices.SortFunc(src.imported, func(a, b *imported) int { return strings.Compare(a.types.Path(), b.types.Path()) })
}

// resolve gives what an import path means in a package.
func (r *run) resolve(pkg *golist.Package, from *universe, path string) (*imported, error) {
	if path == "unsafe" {
		return from.load(path)
	}
	id, ok := pkg.Imports[path]
	if !ok {
		return nil, errUnlisted
	}
	return from.load(golist.PathOf(id))
}

// typeProblem adds an error of go/types to the problems of a package. One
// that begins with a tab belongs to the error before it (go/types, Error).
func typeProblem(src *source, err error) []Problem {
	var te types.Error
	if !errors.As(err, &te) {
		return append(src.problems, Problem{Package: src.pkg.Path, Compile: true, Message: err.Error()})
	}
	at := place(te.Fset, te.Pos, 0)
	if more, ok := strings.CutPrefix(te.Msg, "\t"); ok && len(src.problems) > 0 {
		last := &src.problems[len(src.problems)-1]
		last.Related = append(last.Related, Related{Place: at, Message: more})
		return src.problems
	}
	return append(src.problems, Problem{Package: src.pkg.Path, Compile: true, Place: at, Message: te.Msg})
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// addListed adds what the go command said about a package, where parser and
// checker do not say it better.
func (src *source) addListed(dir string) {
	if len(src.pkg.Errors) > 0 {
		src.problems = slices.DeleteFunc(src.problems, func(p Problem) bool {
			return strings.Contains(p.Message, errUnlisted.Error())
		})
	}
	own := src.problems
	for _, e := range src.pkg.Errors {
		p := listProblem(src.pkg, e, dir)
		if p.File == "" && len(own) == 0 && len(src.pkg.GoFiles) > 0 {
			p.File = src.pkg.GoFiles[0]
		}
		repeated := slices.ContainsFunc(own, func(known Problem) bool {
			return p.File == "" || known.File == p.File && known.Line == p.Line
		})
		if !repeated {
			src.problems = append(src.problems, p)
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

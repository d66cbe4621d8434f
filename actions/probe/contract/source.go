package contract

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Bounds of the source that is read.
const (
	maxFiles  = 5000
	maxSource = 4 << 20 // bytes in one file
)

// Source is what the source of a chaincode says.
type Source struct {
	// Methods are the exported methods and where they stand.
	Methods []Method
	// Dispatched are the functions whose name Invoke looks for, in the order
	// in which they stand there.
	Dispatched []Function

	files     *token.FileSet
	functions map[string][]*ast.FuncDecl // by name
	constants map[string]string
	tables    map[string]*ast.CompositeLit // of package variables
	types     map[string]ast.Expr          // of packages, by name
}

// Method is a method of a type.
type Method struct {
	Receiver, Name string
	// Parameters and Types are those after a transaction context.
	Parameters, Types []string
	File              string
	Line              int

	declaration *ast.FuncDecl
}

// ReadSource reads the Go files of a module, as text: nothing is built, and
// what is not Go any more is left out as long as something is. Tests, vendor
// and testdata do not count.
func ReadSource(dir fs.FS) (*Source, error) {
	s := &Source{
		files: token.NewFileSet(), functions: map[string][]*ast.FuncDecl{}, constants: map[string]string{},
		tables: map[string]*ast.CompositeLit{}, types: map[string]ast.Expr{},
	}
	count := 0
	var broken error
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() {
			if name != "." && (base == "vendor" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		if count++; count > maxFiles {
			return fmt.Errorf("got more than %d Go files", maxFiles)
		}
		if err := s.read(dir, name); err != nil && broken == nil {
			broken = err
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the chaincode's source: %w", err)
	}
	if len(s.functions) == 0 {
		if broken == nil {
			broken = errors.New("got no Go files with functions")
		}
		return nil, fmt.Errorf("reading the chaincode's source: %w", broken)
	}
	s.dispatch()
	return s, nil
}

func (s *Source) read(dir fs.FS, name string) error {
	f, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSource+1))
	if err != nil {
		return err
	}
	if len(data) > maxSource {
		return fmt.Errorf("%s: got more than %d bytes", name, maxSource)
	}
	file, err := parser.ParseFile(s.files, name, data, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s.functions[d.Name.Name] = append(s.functions[d.Name.Name], d)
			if d.Recv != nil && d.Name.IsExported() {
				s.Methods = append(s.Methods, s.method(d))
			}
		case *ast.GenDecl:
			s.values(d)
		}
	}
	return nil
}

// values notes types, constants with a string, and maps in variables.
func (s *Source) values(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		if t, ok := spec.(*ast.TypeSpec); ok {
			s.types[t.Name.Name] = t.Type
		}
		v, ok := spec.(*ast.ValueSpec)
		for i := 0; ok && i < min(len(v.Names), len(v.Values)); i++ {
			if text, ok := stringOf(v.Values[i]); ok && d.Tok == token.CONST {
				s.constants[v.Names[i].Name] = text
			}
			if table, ok := v.Values[i].(*ast.CompositeLit); ok {
				s.tables[v.Names[i].Name] = table
			}
		}
	}
}

func (s *Source) method(d *ast.FuncDecl) Method {
	at := s.files.Position(d.Pos())
	m := Method{Name: d.Name.Name, Receiver: receiver(d), File: at.Filename, Line: at.Line, declaration: d}
	for i, field := range d.Type.Params.List {
		kind := types.ExprString(field.Type)
		if i == 0 && (strings.Contains(kind, "Context") || strings.HasSuffix(kind, "ChaincodeStubInterface")) {
			continue
		}
		for _, name := range field.Names {
			m.Parameters, m.Types = append(m.Parameters, name.Name), append(m.Types, kind)
		}
		if len(field.Names) == 0 {
			m.Parameters, m.Types = append(m.Parameters, "_"), append(m.Types, kind)
		}
	}
	return m
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) != 1 {
		return ""
	}
	return strings.TrimLeft(types.ExprString(d.Recv.List[0].Type), "*")
}

// Name gives functions where they stand, and their parameters the names that
// the source has: contract-api in Go calls them param0, param1 (reflection
// knows no names). A contract's own method comes before one of the same name
// that it may embed.
func (s *Source) Name(m *Metadata) {
	for i := range m.Contracts {
		for j := range m.Contracts[i].Functions {
			f := &m.Contracts[i].Functions[j]
			var fit []Method
			for _, method := range s.Methods {
				if method.Name != f.Name {
					continue
				}
				if n := len(method.Parameters) - len(f.Parameters); n == 1 {
					// A context whose type does not tell that it is one.
					method.Parameters, method.Types = method.Parameters[1:], method.Types[1:]
				} else if n != 0 {
					continue
				}
				fit = append(fit, method)
			}
			if own := slices.IndexFunc(fit, func(m Method) bool { return m.Receiver == f.Contract }); own >= 0 {
				fit = fit[own : own+1]
			}
			if len(fit) != 1 {
				continue
			}
			f.File, f.Line = fit[0].File, fit[0].Line
			f.Transient, f.Literals = s.transient(fit[0].declaration), s.literals(fit[0].declaration)
			f.Parameters = slices.Clone(f.Parameters)
			for k, name := range fit[0].Parameters {
				if name != "_" && f.Parameters[k].Name == fmt.Sprintf("param%d", k) {
					f.Parameters[k].Name = name
				}
			}
		}
	}
}

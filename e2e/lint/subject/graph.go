package subject

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Package is one of a module's own packages.
type Package struct {
	ImportPath, Name, Dir string
	GoFiles, TestGoFiles  []string
	Deps                  []string
	Module                *struct{ Main bool }

	// Importers are the module's packages that need it, directly or not.
	Importers int
}

// List gives the module's own packages, sorted by path.
func List(ctx context.Context, dir string, env []string) ([]*Package, error) {
	out, err := run(ctx, dir, env, "go", "list", "-deps", "-test",
		"-json=ImportPath,Name,Dir,GoFiles,TestGoFiles,Deps,Module", "./...")
	if err != nil {
		return nil, err
	}
	var list []*Package
	byPath := map[string]*Package{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := &Package{}
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading what go list says: %w", err)
		}
		// Those for tests have a space or a suffix in their path.
		if p.Module != nil && p.Module.Main && !strings.ContainsRune(p.ImportPath, ' ') && !strings.HasSuffix(p.ImportPath, ".test") {
			list = append(list, p)
			byPath[p.ImportPath] = p
		}
	}
	for _, p := range list {
		for _, dep := range p.Deps {
			if q := byPath[dep]; q != nil {
				q.Importers++
			}
		}
	}
	slices.SortFunc(list, func(a, b *Package) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return list, nil
}

// Leaf is a library that no other package needs, or else a program: the one
// with the most files, as people edit what is large.
func Leaf(list []*Package) (*Function, error) {
	return pick(list, func(a, b *Package) int {
		return cmp.Or(cmp.Compare(a.Importers, b.Importers), cmp.Compare(isMain(a), isMain(b)), cmp.Compare(len(b.GoFiles), len(a.GoFiles)))
	})
}

// Wide is the package that most others need.
func Wide(list []*Package) (*Function, error) {
	return pick(list, func(a, b *Package) int { return cmp.Compare(b.Importers, a.Importers) })
}

func isMain(p *Package) int {
	if p.Name == "main" {
		return 1
	}
	return 0
}

// Function is one whose body can be edited.
type Function struct {
	Package *Package
	File    string // absolute
	Name    string
	Body    int // offset right after the brace that opens the body
}

// pick gives the first function of the first package that has one.
func pick(list []*Package, order func(a, b *Package) int) (*Function, error) {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, order)
	for _, p := range sorted {
		for _, name := range p.GoFiles {
			fn, err := firstFunction(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			if fn != nil {
				fn.Package = p
				return fn, nil
			}
		}
	}
	return nil, errNone
}

// firstFunction is the first plain function with a body in a file that a
// person wrote for every platform, or nil.
func firstFunction(path string) (*Function, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	if ast.IsGenerated(file) || len(file.Comments) > 0 && strings.Contains(file.Comments[0].Text(), "DO NOT EDIT") {
		return nil, nil
	}
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if ok && fn.Body != nil && fn.Type.TypeParams == nil && fn.Name.Name != "init" && len(fn.Body.List) > 1 {
			return &Function{File: path, Name: fn.Name.Name, Body: fset.Position(fn.Body.Lbrace).Offset + 1}, nil
		}
	}
	return nil, nil
}

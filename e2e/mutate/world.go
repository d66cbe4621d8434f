package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// unit is a package that mistakes are put into.
type unit struct {
	*packages.Package
	text map[string]string // of its files, by name
	// after are the packages of the same world that import it, each behind
	// those that it imports itself.
	under []*packages.Package // units that it imports, dependencies first: facts come from them
	after []*unit
	// base is what checks say of it and of those as they are, by check.
	base map[string]tally
	// world has every package that was loaded, by path: what mistakes bring
	// along is among them.
	world map[string]*packages.Package
	// evaluated are the names in GetEvaluateTransactions.
	evaluated map[string]bool
}

// loadOwn loads the chaincode of testdata, beside the stand-ins for Fabric's
// packages that the tests of the checks have.
func loadOwn(ctx context.Context, root string) (units []*unit, err error) {
	gopath, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(gopath)) }()
	for _, from := range []string{"checks/internal/checktest/testdata", "e2e/mutate/testdata"} {
		if err := os.CopyFS(gopath, os.DirFS(filepath.Join(root, filepath.FromSlash(from)))); err != nil {
			return nil, err
		}
	}
	config := &packages.Config{Dir: gopath, Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOWORK=off", "GOFLAGS=")}
	own := func(p *packages.Package) bool { return strings.HasPrefix(p.PkgPath, "clean/") }
	return load(ctx, config, own, "clean/...", "github.com/google/uuid")
}

// loadModule loads a real module.
func loadModule(ctx context.Context, dir string) ([]*unit, error) {
	own := func(p *packages.Package) bool { return p.Module != nil && p.Module.Main }
	units, err := load(ctx, &packages.Config{Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, own, "./...")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return units, nil
}

// brought are packages of the standard library that mistakes bring along.
var brought = []string{
	"bytes", "crypto/rand", "encoding/gob", "encoding/hex", "fmt", "log", "maps", "math/rand", "math/rand/v2", "os", "runtime", "slices",
	"sort", "strconv", "strings", "sync", "sync/atomic", "time",
}

func load(ctx context.Context, config *packages.Config, own func(*packages.Package) bool, patterns ...string) ([]*unit, error) {
	config.Context, config.Mode, config.Fset = ctx, packages.LoadAllSyntax|packages.NeedModule, token.NewFileSet()
	list, err := packages.Load(config, slices.Concat(patterns, brought)...)
	if err != nil {
		return nil, err
	}
	units, world := map[*packages.Package]*unit{}, map[string]*packages.Package{}
	packages.Visit(list, nil, func(p *packages.Package) { // those that it imports first
		world[p.PkgPath] = p
		if !own(p) || !slices.Contains(list, p) || len(p.Syntax) == 0 {
			return
		}
		if len(p.Errors) > 0 {
			err = errors.Join(err, p.Errors[0])
			return
		}
		u := &unit{Package: p, text: map[string]string{}, base: map[string]tally{}, world: world}
		for _, name := range p.CompiledGoFiles {
			data, readErr := os.ReadFile(name)
			err = errors.Join(err, readErr)
			u.text[name] = string(data)
		}
		u.evaluated = evaluated(u)
		units[p] = u
	})
	if err != nil {
		return nil, err
	}
	return ordered(list, units), nil
}

// ordered gives the units in the order of the list, each with those that
// import it.
func ordered(list []*packages.Package, units map[*packages.Package]*unit) (sorted []*unit) {
	var behind []*packages.Package // dependencies first
	packages.Visit(list, nil, func(p *packages.Package) {
		if units[p] != nil {
			behind = append(behind, p)
		}
	})
	for i, p := range behind {
		for _, q := range behind[:i] {
			if imports(p, q) {
				units[p].under = append(units[p].under, q)
			}
		}
		reached := map[*packages.Package]bool{p: true}
		for _, q := range behind[i+1:] {
			for _, imported := range q.Imports {
				reached[q] = reached[q] || reached[imported]
			}
			if reached[q] {
				units[p].after = append(units[p].after, units[q])
			}
		}
		sorted = append(sorted, units[p])
	}
	slices.SortStableFunc(sorted, func(a, b *unit) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	return sorted
}

// imports says whether p needs q, at whatever remove.
func imports(p, q *packages.Package) (found bool) {
	packages.Visit([]*packages.Package{p}, nil, func(other *packages.Package) { found = found || other == q })
	return found && p != q
}

// evaluated are the strings in the body of GetEvaluateTransactions.
func evaluated(u *unit) map[string]bool {
	names := map[string]bool{}
	for _, file := range u.Syntax {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == "GetEvaluateTransactions" {
				ast.Inspect(fn, func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						names[strings.Trim(lit.Value, "`\"")] = true
					}
					return true
				})
			}
		}
	}
	return names
}

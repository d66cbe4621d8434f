// Package golist asks the go command which packages there are, of which files
// they are made and what they import.
//
// It asks in the cheapest way there is, which compiles nothing and runs no
// cgo. Whenever the go command finds anything wrong, it asks again through
// go/packages, which knows how to read what the go command says then: so the
// usual answer takes a tenth of a second, and the odd one is not lost.
package golist

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/tools/go/packages"
)

// Query is what is asked.
type Query struct {
	Go       gotool.Go
	Flags    []string // build flags
	Patterns []string
	Tests    bool // whether the tests of the matched packages are of interest
	Thorough bool // whether to ask the thorough way at once, which runs cgo
}

// Package is a package, or a variant of one that a test needs.
type Package struct {
	ID, Path, Name string
	Dir            string // absolute
	ForTest        string // the package that this is a variant for, or ""
	Asked          bool   // a pattern matched it
	Standard       bool   // of the standard library
	Module         *Module

	// All absolute.
	GoFiles    []string // that the build constraints select, without cgo's
	CgoFiles   []string // that import "C"
	Compiled   []string // what the compiler is given; nil where CgoFiles must be compiled first
	OtherFiles []string // assembly, C, ...
	Ignored    []string // that the build constraints leave out

	Embedded []string // that //go:embed matches, of whatever kind of file

	Imports map[string]string // ID by import path, without "C"
	Errors  []packages.Error
}

// Module is the module that a package belongs to.
type Module struct {
	Path, Version, GoVersion string
	GoMod                    string // its go.mod, absolute, or ""
	Main                     bool
}

// Immutable says that the package's files never change: it lies in GOROOT or
// in the module cache, where a folder is named by its version.
func (p *Package) Immutable() bool {
	if p.Standard {
		return true
	}
	return p.Module != nil && p.Module.Version != "" && !p.Module.Main && strings.Contains(p.Dir, "@"+escaped(p.Module.Version))
}

// escaped is how the module cache spells a version: capitals have a mark
// (golang.org/x/mod/module, EscapeVersion).
func escaped(version string) string {
	var b strings.Builder
	for _, r := range version {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('!')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Load asks. The second result says that the answer depends on the files of
// the packages alone: nothing was missing or wrong that may be there, or be
// mended, elsewhere. An error is the go command's.
func Load(ctx context.Context, q Query) (list []*Package, whole bool, err error) {
	if !q.Thorough {
		if list, whole, err = cheap(ctx, q); err == nil && whole {
			return list, true, nil
		}
	}
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	list, err = thorough(ctx, q)
	return list, false, err
}

func join(dir string, names ...[]string) (list []string) {
	for _, group := range names {
		for _, name := range group {
			if !filepath.IsAbs(name) {
				name = filepath.Join(dir, name)
			}
			list = append(list, name)
		}
	}
	return list
}

// PathOf is the import path in an ID: "p" of "p [q.test]".
func PathOf(id string) string {
	path, _, _ := strings.Cut(id, " ")
	return path
}

package golist

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// metadata is what go/packages is asked for: the graph and the names of the
// files.
const metadata = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedEmbedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedForTest

// thorough asks through go/packages.
func thorough(ctx context.Context, q Query) (list []*Package, err error) {
	roots, err := packages.Load(&packages.Config{
		Context: ctx,
		Mode:    metadata,
		Dir:     q.Go.Dir,
		// A driver in the go command's place would decide what is
		// analysed, unseen (go/packages, GOPACKAGESDRIVER).
		Env:        append(slices.Clone(q.Go.Env), "GOPACKAGESDRIVER=off"),
		BuildFlags: q.Flags,
		Tests:      q.Tests,
	}, q.Patterns...)
	if err != nil {
		return nil, err
	}
	asked := map[*packages.Package]bool{}
	for _, root := range roots {
		asked[root] = true
	}
	packages.Visit(roots, nil, func(pkg *packages.Package) { // imports before importers
		if !testMain(pkg) {
			list = append(list, convert(pkg, asked[pkg]))
		}
	})
	return list, nil
}

func convert(pkg *packages.Package, asked bool) *Package {
	p := &Package{
		ID: pkg.ID, Path: pkg.PkgPath, Name: pkg.Name, Dir: pkg.Dir, ForTest: pkg.ForTest, Asked: asked,
		GoFiles: pkg.GoFiles, Compiled: pkg.CompiledGoFiles, OtherFiles: pkg.OtherFiles, Ignored: pkg.IgnoredFiles,
		Imports: make(map[string]string, len(pkg.Imports)), Errors: pkg.Errors,
	}
	if len(pkg.GoFiles) > 0 && p.Dir == "" {
		p.Dir = filepath.Dir(pkg.GoFiles[0])
	}
	for path, imported := range pkg.Imports {
		p.Imports[path] = imported.ID
	}
	if m := pkg.Module; m != nil {
		p.Module = &Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion, GoMod: m.GoMod, Main: m.Main}
		if m.Replace != nil {
			p.Module.Version = m.Replace.Version
		}
	} else {
		p.Standard = len(pkg.Errors) == 0 && standard(pkg.PkgPath)
	}
	return p
}

// standard is how the go command tells a path of the standard library: its
// first element has no dot (cmd/go, search.IsStandardImportPath). A module
// may have such a path too, but then go/packages names the module.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "command-line-arguments"
}

// compiled leaves the Go files of a list: cgo puts others there, and names of
// its own without an ending (go.dev/issue/28749).
func compiled(files []string) []string {
	return slices.DeleteFunc(files, func(file string) bool {
		ext := filepath.Ext(file)
		return ext != ".go" && ext != ""
	})
}

// testMain tells the main package that the go command writes for a test: its
// one file is in the build cache and has no name of its own.
func testMain(pkg *packages.Package) bool {
	if pkg.Name != "main" || !strings.HasSuffix(pkg.ID, ".test") {
		return false
	}
	for _, file := range pkg.GoFiles {
		if filepath.Ext(file) == ".go" && filepath.Base(file) != "_testmain.go" {
			return false
		}
	}
	return true
}

package golist

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// listed is what "go list -json" prints (go help list).
type listed struct {
	ImportPath, Name, Dir, ForTest string
	DepOnly, Standard              bool
	Module                         *struct {
		Path, Version, GoVersion, GoMod string
		Main                            bool
		Replace                         *struct{ Path, Version string }
	}
	GoFiles, CgoFiles                          []string
	IgnoredGoFiles, IgnoredOtherFiles          []string
	CFiles, CXXFiles, MFiles, HFiles, FFiles   []string
	SFiles, SwigFiles, SwigCXXFiles, SysoFiles []string
	Imports                                    []string
	ImportMap                                  map[string]string
	CompiledGoFiles                            []string
	EmbedFiles                                 []string
	Incomplete                                 bool
	Error                                      *struct{ Err string }
}

// fields are those of listed, but for CompiledGoFiles.
const fields = "-json=ImportPath,Name,Dir,ForTest,DepOnly,Standard,Module,GoFiles,CgoFiles,IgnoredGoFiles,IgnoredOtherFiles," +
	"CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles,SwigFiles,SwigCXXFiles,SysoFiles,EmbedFiles,Imports,ImportMap,Incomplete,Error"

// cheap runs go list without -compiled and -export.
func cheap(ctx context.Context, q Query) (list []*Package, whole bool, err error) {
	args := append([]string{"list", "-e", "-deps", fields}, q.Flags...)
	if q.Tests {
		args = append(args, "-test")
	}
	out, err := q.Go.Run(ctx, append(append(args, "--"), q.Patterns...)...)
	if err != nil {
		return nil, false, err
	}
	whole = true
	err = each(out, func(l *listed) {
		whole = whole && l.Error == nil && !l.Incomplete
		if !strings.HasSuffix(l.ImportPath, ".test") || l.Name != "main" {
			list = append(list, l.pkg())
		}
	})
	return list, whole, err
}

func each(out []byte, do func(*listed)) error {
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		do(&l)
	}
}

func (l *listed) pkg() *Package {
	p := &Package{
		ID: l.ImportPath, Path: PathOf(l.ImportPath), Name: l.Name, Dir: l.Dir, ForTest: l.ForTest,
		Asked: !l.DepOnly, Standard: l.Standard,
		GoFiles: join(l.Dir, l.GoFiles), CgoFiles: join(l.Dir, l.CgoFiles),
		OtherFiles: join(l.Dir, l.CFiles, l.CXXFiles, l.MFiles, l.HFiles, l.FFiles, l.SFiles, l.SwigFiles, l.SwigCXXFiles, l.SysoFiles),
		Embedded:   join(l.Dir, l.EmbedFiles),
		Ignored:    join(l.Dir, l.IgnoredGoFiles, l.IgnoredOtherFiles),
		Imports:    make(map[string]string, len(l.Imports)),
	}
	if p.Path == "unsafe" {
		p.GoFiles = nil // for documentation only
	}
	if len(l.CgoFiles)+len(l.SwigFiles)+len(l.SwigCXXFiles) == 0 {
		p.Compiled = p.GoFiles
	}
	for _, id := range l.Imports {
		p.Imports[id] = id
	}
	for path, id := range l.ImportMap { // only where they differ
		delete(p.Imports, id)
		p.Imports[path] = id
	}
	delete(p.Imports, "C")
	if len(l.CgoFiles) > 0 && p.Path != "runtime/cgo" {
		// What cgo writes imports these, which go list leaves out
		// (cmd/go, load.go, cgoExclude).
		for _, path := range []string{"unsafe", "runtime/cgo", "syscall"} {
			p.Imports[path] = path
		}
	}
	if m := l.Module; m != nil {
		p.Module = &Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion, GoMod: m.GoMod, Main: m.Main}
		if m.Replace != nil {
			p.Module.Version = m.Replace.Version // "" is a folder
		}
	}
	return p
}

// Compile has cgo make Go of the packages that need it, and gives the files
// that the compiler would be given, by ID. It needs the C compiler; a package
// for which it fails is not among the results.
func Compile(ctx context.Context, q Query, paths []string) (map[string][]string, error) {
	args := append([]string{"list", "-e", "-compiled", "-json=ImportPath,Name,Dir,CompiledGoFiles,Incomplete,Error"}, q.Flags...)
	if q.Tests {
		args = append(args, "-test")
	}
	out, err := q.Go.Run(ctx, append(append(args, "--"), paths...)...)
	if err != nil {
		return nil, err
	}
	files := map[string][]string{}
	err = each(out, func(l *listed) {
		if l.Error == nil && !l.Incomplete && len(l.CompiledGoFiles) > 0 {
			files[l.ImportPath] = compiled(join(l.Dir, l.CompiledGoFiles))
		}
	})
	return files, err
}

package chaincode

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/gotool"
)

// api are the packages through which a Go program becomes chaincode: the shim
// of Fabric 1.4, and the shim and contract-api of any major version since.
var api = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^github\.com/hyperledger/(fabric/core/chaincode/shim` +
		`|fabric-chaincode-go(/v[0-9]+)?/shim|fabric-contract-api-go(/v[0-9]+)?/contractapi)$`)
})

// Main is a main package.
type Main struct {
	ImportPath string
	Dir        string // absolute
	File       string // its first file, absolute; go.mod when it has none
	Folder     string // of the module, as the go command takes it: ./cmd/x
	Module     string // path of the module
	// Chaincode says that it comes to Fabric's API, itself or through what it
	// imports.
	Chaincode bool
}

// Finder looks in one module.
type Finder struct {
	Dir string // folder of the module
	Go  gotool.Go
	Mod string // -mod=vendor or -mod=readonly
}

// New is a Finder with a hermetic go command for Linux, as the peer builds
// (core/chaincode/platforms/golang): -mod=vendor where there is a vendor
// folder, else -mod=readonly.
func New(ctx context.Context, dir string, environ []string) (*Finder, error) {
	tool, err := gotool.Go{Dir: dir, Env: environ}.Hermetic(ctx)
	if err != nil {
		return nil, NotAnalysed("asking the go command", err)
	}
	f := &Finder{Dir: dir, Go: tool.With("GOOS=linux"), Mod: "-mod=readonly"}
	if info, err := os.Stat(filepath.Join(dir, "vendor")); err == nil && info.IsDir() {
		f.Mod = "-mod=vendor"
	}
	return f, nil
}

// Main is the main package that is the chaincode: the one that is named, as
// import path or folder, else the one that imports Fabric's API, itself or
// behind a package of its own, else the only one. Several are a usage error
// that lists them; none is an action.Skip.
func (f *Finder) Main(ctx context.Context, named string) (Main, error) {
	if named != "" {
		return f.named(ctx, named)
	}
	packages, err := f.list(ctx, "./...")
	if err != nil {
		return Main{}, err
	}
	mains := slices.DeleteFunc(slices.Clone(packages), func(p listed) bool { return p.Name != "main" })
	uses := func(list func(listed) []string) []listed {
		return slices.DeleteFunc(slices.Clone(mains), func(p listed) bool {
			return !slices.ContainsFunc(list(p), api().MatchString)
		})
	}
	for _, candidates := range [][]listed{
		uses(func(p listed) []string { return p.Imports }),
		uses(func(p listed) []string { return p.Deps }),
		mains,
	} {
		switch len(candidates) {
		case 0:
			continue
		case 1:
			return f.main(candidates[0]), nil
		}
		text := ""
		for _, p := range candidates {
			text += "\n  " + f.folder(p)
		}
		return Main{}, action.Usage("got %d main packages, want one:%s", len(candidates), text).
			WithHint("name the chaincode's with --main %s", f.folder(candidates[0]))
	}
	// A package that cannot be read may be the one that is looked for.
	for _, p := range packages {
		if p.Error != nil {
			return Main{}, action.NotAnalysed("no main package can be read: %s: %s", p.ImportPath, p.Error.Err)
		}
	}
	return Main{}, action.NothingToDo("the module has no main package")
}

func (f *Finder) named(ctx context.Context, named string) (Main, error) {
	const hint = "--main takes a folder of the module, as ./cmd/chaincode, or an import path"
	if strings.HasPrefix(named, "-") || strings.Contains(named, "...") || strings.HasSuffix(named, ".go") {
		return Main{}, action.Usage("--main: got %q, want one package", named).WithHint(hint)
	}
	packages, err := f.list(ctx, named)
	if err != nil {
		return Main{}, err
	}
	if len(packages) != 1 {
		return Main{}, action.Usage("--main %s: got %d packages, want one", named, len(packages)).WithHint(hint)
	}
	switch p := packages[0]; {
	case p.Name == "" && p.Error != nil:
		return Main{}, action.Usage("--main %s: %s", named, p.Error.Err).WithHint(hint)
	case p.Name != "main":
		return Main{}, action.Usage("--main %s: got package %s, want package main", named, p.Name).WithHint(hint)
	case p.Module == nil || !p.Module.Main:
		return Main{}, action.Usage("--main %s: got a package of another module", named).WithHint(hint)
	default:
		return f.main(p), nil
	}
}

// listed is what "go list -json" says of a package.
type listed struct {
	ImportPath, Name, Dir string
	GoFiles, CgoFiles     []string
	Imports, Deps         []string
	Error                 *struct{ Err string }
	Module                *struct {
		Path string
		Main bool
	}
}

// list asks for packages. A broken one does not hide the others, and one that
// only cgo could build is seen, so that the compiler can say so.
func (f *Finder) list(ctx context.Context, pattern string) ([]listed, error) {
	out, err := f.Go.With("CGO_ENABLED=1").Run(ctx, "list", "-e", f.Mod, "-json=ImportPath,Name,Dir,GoFiles,CgoFiles,Imports,Deps,Error,Module", "--", pattern)
	if err != nil {
		return nil, NotAnalysed("listing the packages", err)
	}
	var packages []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, action.NotAnalysed("reading go list: %w", err)
		}
		packages = append(packages, p)
	}
}

func (f *Finder) main(p listed) Main {
	main := Main{
		ImportPath: p.ImportPath, Dir: p.Dir, Folder: f.folder(p), File: filepath.Join(f.Dir, "go.mod"),
		Chaincode: slices.ContainsFunc(p.Deps, api().MatchString),
	}
	if files := append(p.GoFiles, p.CgoFiles...); len(files) > 0 {
		main.File = filepath.Join(p.Dir, files[0])
	}
	if p.Module != nil {
		main.Module = p.Module.Path
	}
	return main
}

// folder is the package as the go command takes it.
func (f *Finder) folder(p listed) string {
	rel, err := filepath.Rel(f.Dir, p.Dir)
	if err != nil {
		return p.ImportPath
	}
	if rel == "." {
		return "."
	}
	return "./" + filepath.ToSlash(rel)
}

// NotAnalysed is an error of the go command: what it says is about the
// module, unless it could not be started or was interrupted.
func NotAnalysed(doing string, err error) error {
	var e *action.Error
	if errors.As(err, &e) || action.Interrupted(err) {
		return err
	}
	return action.NotAnalysed("%s: %w", doing, err)
}

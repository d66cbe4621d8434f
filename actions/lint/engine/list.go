package engine

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/tools/go/packages"
)

// metadata is what the go command is asked for: the graph and the names of
// the files. Types and syntax are made here, package by package.
const metadata = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedEmbedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule |
	packages.NeedTypesSizes | packages.NeedForTest

// list asks the go command for the packages that the patterns name.
func list(ctx context.Context, req Request, flags []string) ([]*packages.Package, error) {
	pkgs, err := packages.Load(&packages.Config{
		Context: ctx,
		Mode:    metadata,
		Dir:     req.Dir,
		// A driver in the go command's place would decide what is
		// analysed, unseen (go/packages, GOPACKAGESDRIVER).
		Env:        append(append([]string(nil), req.Env...), "GOPACKAGESDRIVER=off"),
		BuildFlags: flags,
		Tests:      req.Tests,
	}, req.Patterns...)
	if err != nil {
		return nil, listFailure(ctx, req, flags, err)
	}
	var asked []*packages.Package
	for _, pkg := range pkgs {
		if !testMain(pkg) {
			asked = append(asked, pkg)
		}
	}
	if len(asked) == 0 {
		return nil, action.NotAnalysed("no packages matched %s", strings.Join(req.Patterns, " ")).
			WithHint("go list %s shows what the patterns match; build constraints leave files out, and so does cgo without a C compiler", strings.Join(req.Patterns, " "))
	}
	return asked, nil
}

// listFailure asks again by hand: go/packages wraps what the go command says
// beyond recognition.
func listFailure(ctx context.Context, req Request, flags []string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	args := append([]string{"list", "-e", "-deps"}, flags...)
	args = append(append(args, "--"), req.Patterns...)
	if _, again := (gotool.Go{Dir: req.Dir, Env: req.Env}).Run(ctx, args...); again != nil {
		return goFailure(again)
	}
	return action.NotAnalysed("listing packages: %w", err)
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

// listProblem is what the go command said about a package. It names the
// package, as an import that is missing has no other name.
func listProblem(pkg *packages.Package, e packages.Error, dir string) Problem {
	message := strings.TrimSpace(e.Msg)
	if !strings.Contains(message, pkg.PkgPath) && !strings.HasPrefix(message, "# ") {
		message = pkg.PkgPath + ": " + message
	}
	return Problem{Package: pkg.PkgPath, Compile: true, Place: parsePlace(e.Pos, dir), Message: message}
}

// parsePlace reads "file:line:column", where the file's name may hold colons
// of its own and may be relative to dir.
func parsePlace(pos, dir string) Place {
	if pos == "" || pos == "-" {
		return Place{}
	}
	file, last, ok := cutNumber(pos)
	if !ok {
		return Place{File: absolute(pos, dir)}
	}
	if file, line, ok := cutNumber(file); ok {
		return Place{File: absolute(file, dir), Line: line, Column: last}
	}
	return Place{File: absolute(file, dir), Line: last}
}

func cutNumber(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

func absolute(file, dir string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(dir, file)
}

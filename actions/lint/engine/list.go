package engine

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/tools/go/packages"
)

// list asks the go command for the packages that the patterns name.
func list(ctx context.Context, q golist.Query) ([]*golist.Package, bool, error) {
	pkgs, whole, err := golist.Load(ctx, q)
	if err != nil {
		return nil, false, listFailure(ctx, q, err)
	}
	for _, pkg := range pkgs {
		if pkg.Asked {
			return pkgs, whole, nil
		}
	}
	return nil, false, action.NotAnalysed("no packages matched %s", strings.Join(q.Patterns, " ")).
		WithHint("go list %s shows what the patterns match; build constraints leave files out, and so does cgo without a C compiler", strings.Join(q.Patterns, " "))
}

// listFailure asks again by hand: go/packages wraps what the go command says
// beyond recognition.
func listFailure(ctx context.Context, q golist.Query, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	args := append([]string{"list", "-e", "-deps"}, q.Flags...)
	args = append(append(args, "--"), q.Patterns...)
	if _, again := q.Go.Run(ctx, args...); again != nil {
		return goFailure(again)
	}
	return action.NotAnalysed("listing packages: %w", err)
}

// listProblem is what the go command said about a package. It names the
// package, as an import that is missing has no other name.
func listProblem(pkg *golist.Package, e packages.Error, dir string) Problem {
	message := strings.TrimSpace(e.Msg)
	if !strings.Contains(message, pkg.Path) && !strings.HasPrefix(message, "# ") {
		message = pkg.Path + ": " + message
	}
	return Problem{Package: pkg.Path, Compile: true, Place: parsePlace(e.Pos, dir), Message: message}
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

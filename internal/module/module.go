// Package module finds the Go modules of a checkout.
//
// It only reads: it starts no program and changes nothing.
package module

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/mod/modfile"
)

// Find lists the folders of the modules below dir, sorted: those that a
// go.work in dir uses, else every folder with a go.mod outside vendor/,
// testdata/, node_modules/ and folders that the go command ignores (names that
// begin with "." or "_"; "go help packages").
func Find(dir string) ([]string, error) {
	work := filepath.Join(dir, "go.work")
	data, err := os.ReadFile(work)
	switch {
	case err == nil:
		return fromWork(work, data)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, action.Environment("reading go.work: %w", err)
	}
	return fromTree(dir)
}

func fromWork(path string, data []byte) ([]string, error) {
	work, err := modfile.ParseWork(path, data, nil)
	if err != nil {
		return nil, action.NotAnalysed("parsing go.work: %w", err)
	}
	var dirs []string
	for _, use := range work.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(path), dir)
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			return nil, action.NotAnalysed("%s:%d: use %s: no go.mod there", path, use.Syntax.Start.Line, use.Path).
				WithHint("go work edit -dropuse=%s", use.Path)
		}
		dirs = append(dirs, dir)
	}
	if len(dirs) == 0 {
		return nil, action.NotAnalysed("%s uses no module", path).WithHint("go work use -r .")
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), nil
}

func fromTree(dir string) ([]string, error) {
	var dirs []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && ignored(d.Name()):
			return filepath.SkipDir
		case d.Name() == "go.mod" && !d.IsDir():
			dirs = append(dirs, filepath.Dir(path))
		}
		return nil
	})
	if err != nil {
		return nil, action.Environment("looking for go.mod: %w", err)
	}
	if len(dirs) == 0 {
		return nil, action.NotAnalysed("no go.mod in or below %s", dir).WithHint("%s", cure(dir))
	}
	slices.Sort(dirs)
	return dirs, nil
}

func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
		name == "vendor" || name == "testdata" || name == "node_modules"
}

// cure names the module that dir is a folder of, if it is one.
func cure(dir string) string {
	for up := filepath.Dir(dir); up != filepath.Dir(up); up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			return "the module of this folder is " + up + ": use --dir " + up
		}
	}
	return "name the chaincode's folder with --dir, or run: go mod init"
}

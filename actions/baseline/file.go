package baseline

import (
	"errors"
	"go/version"
	"os"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/module"
	"golang.org/x/mod/modfile"
)

// file is what a go.mod or go.work declares about its Go.
type file struct {
	path      string // as in findings
	text      []byte
	goLine    *modfile.Go        // nil when there is none
	toolchain *modfile.Toolchain // nil when there is none, or "default"
}

// assumed is the go line of a go.mod without one (go.dev/ref/mod#go-mod-file-go).
const assumed = "go1.16"

// goVersion is the go line in toolchain syntax.
func (f *file) goVersion() string {
	if f.goLine == nil {
		return assumed
	}
	return "go" + f.goLine.Version
}

// at is the place of the version on a line of the file.
func (f *file) at(line *modfile.Line, word string) finding.Location {
	return module.Locate(f.path, f.text, line, word)
}

func (f *file) atGo() finding.Location {
	if f.goLine == nil {
		return finding.Location{Path: f.path}
	}
	return f.at(f.goLine.Syntax, f.goLine.Version)
}

func (f *file) atToolchain() finding.Location { return f.at(f.toolchain.Syntax, f.toolchain.Name) }

// named is a toolchain line that names a version: "default" (go.dev/doc/toolchain)
// names none.
func named(t *modfile.Toolchain) *modfile.Toolchain {
	if t == nil || t.Name == "default" {
		return nil
	}
	return t
}

func readMod(s *action.Step) (*file, error) {
	path, text, err := read(s, filepath.Join(s.Dir, "go.mod"))
	if err != nil {
		return nil, err
	}
	mod, err := modfile.Parse(path, text, nil)
	if err != nil {
		return nil, malformed(err)
	}
	return &file{path, text, mod.Go, named(mod.Toolchain)}, nil
}

// readWork reads the go.work at a path, and gives nil when that is empty or
// does not use the module.
func readWork(s *action.Step, path string) (*file, error) {
	if path == "" {
		return nil, nil
	}
	name, text, err := read(s, path)
	if err != nil {
		return nil, err
	}
	work, err := modfile.ParseWork(name, text, nil)
	if err != nil {
		return nil, malformed(err)
	}
	for _, use := range work.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(path), dir)
		}
		if real, err := filepath.EvalSymlinks(dir); err == nil && real == s.Dir {
			return &file{name, text, work.Go, named(work.Toolchain)}, nil
		}
	}
	return nil, nil
}

func read(s *action.Step, path string) (name string, text []byte, err error) {
	if text, err = os.ReadFile(path); err != nil {
		return "", nil, action.Environment("reading %s: %w", filepath.Base(path), err)
	}
	return s.Rel(path), text, nil
}

// malformed shows the first complaint of the parser, which names the line.
func malformed(err error) error {
	var list modfile.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		err = &list[0]
	}
	return action.NotAnalysed("%w", err).WithHint("mend that line; go mod edit -json says whether the file parses")
}

// isLanguage says whether a go line names a language version, such as 1.21:
// the only form that Go before 1.21 takes.
func isLanguage(goLine string) bool {
	v := "go" + strings.TrimSpace(goLine)
	return version.Lang(v) == v
}

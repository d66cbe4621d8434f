package gosum

import (
	"errors"
	"go/version"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	locate "github.com/tallystick/tallystick/internal/module"
	"github.com/tallystick/tallystick/internal/wholefile"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// goMod is the go.mod of the module under test.
type goMod struct {
	*modfile.File
	path string // as in findings
	text []byte
}

func readGoMod(s *action.Step) (*goMod, error) {
	text, err := readFile(filepath.Join(s.Dir, "go.mod"))
	if err != nil {
		return nil, err
	}
	path := s.Rel("go.mod")
	file, err := modfile.Parse(path, text, nil)
	var list modfile.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		err = &list[0]
	}
	if err != nil {
		return nil, action.NotAnalysed("%w", err).WithHint("mend that line; go mod edit -json says whether the file parses")
	}
	if file.Module == nil {
		return nil, action.NotAnalysed("%s has no module line", path).WithHint("go mod edit -module=PATH")
	}
	return &goMod{file, path, text}, nil
}

// maxFile bounds, in bytes, the text files that are read whole.
const maxFile = 16 << 20

func readFile(path string) ([]byte, error) {
	data, err := wholefile.Read(path, maxFile)
	var large *wholefile.TooLarge
	switch {
	case errors.As(err, &large):
		return nil, action.NotAnalysed("%s has more than %d bytes", filepath.Base(path), maxFile)
	case err != nil:
		return nil, action.Environment("reading %s: %w", filepath.Base(path), err)
	}
	return data, nil
}

// since says whether the go line is at this version or newer. A missing one
// means go 1.16 (go.dev/ref/mod#go-mod-file-go).
func (m *goMod) since(v string) bool {
	line := "1.16"
	if m.Go != nil {
		line = m.Go.Version
	}
	return version.Compare("go"+line, "go"+v) >= 0
}

// atReplace is the place of the right side of a replace line.
func (m *goMod) atReplace(r *modfile.Replace) finding.Location {
	return locate.Locate(m.path, m.text, r.Syntax, r.New.Path)
}

// at is the place of the line that requires a path, or the file.
func (m *goMod) at(path string) finding.Location {
	for _, r := range m.Require {
		if r.Mod.Path == path {
			return locate.Locate(m.path, m.text, r.Syntax, r.Mod.Version)
		}
	}
	return finding.Location{Path: m.path}
}

// resolve is what stands for a module after replace lines: the module itself,
// another one, or, with an empty Version, a local folder in Path.
func (m *goMod) resolve(mod module.Version) module.Version {
	to := mod
	for _, r := range m.Replace {
		if r.Old == mod {
			return r.New
		}
		if r.Old.Path == mod.Path && r.Old.Version == "" {
			to = r.New
		}
	}
	return to
}

package gosum

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/mod/module"
)

const vendorHint = "go mod vendor, and read the diff before you commit it"

// vendor compares vendor/, file by file, with copies of the modules that are
// proved by go.sum. "go build -mod=vendor" itself reads no go.sum.
func (c *check) vendor(ctx context.Context) error {
	dir := filepath.Join(c.Dir, "vendor")
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return action.Environment("reading vendor: %w", err)
	case !info.IsDir():
		return action.NotAnalysed("vendor is no folder of the module").WithHint("rm vendor && go mod vendor")
	}
	c.Progress("comparing vendor/ with the modules")
	list, err := readModulesTxt(filepath.Join(dir, "modules.txt"))
	if err != nil {
		return err
	}
	v := &vendorTree{check: c, dir: dir, path: c.Rel(dir), owners: map[string]*source{}}
	defer v.close()
	for _, m := range list {
		if err := v.add(m); err != nil {
			return err
		}
	}
	if err := v.files(ctx); err != nil {
		return err
	}
	v.gone()
	return v.unchecked()
}

// vendorTree is vendor/ and what its files are held against.
type vendorTree struct {
	*check
	dir, path string
	owners    map[string]*source // by the folders of packages and of their modules
	order     []*source
}

// source is where the files of a vendored module must come from.
type source struct {
	vendored
	original copied
	is       module.Version // what go.mod makes of it; no Version: nothing, or a folder
	from     string         // for people: path@version or a folder
	proved   bool
}

func (v *vendorTree) close() {
	for _, s := range v.order {
		if s.proved {
			s.original.Close()
		}
	}
}

// wrong reports a finding about a file below vendor/.
func (v *vendorTree) wrong(severity finding.Severity, name string, line int, format string, args ...any) {
	v.say("vendor", severity, finding.Location{Path: v.path + "/" + name, Line: line}, vendorHint, format, args...)
}

// add holds a module of modules.txt to go.mod, and finds its original.
func (v *vendorTree) add(m vendored) error {
	if len(m.packages) == 0 {
		return nil // named for a requirement or a replace only
	}
	want := module.Version{Path: m.mod.Path, Version: v.selected(m.mod.Path)}
	to := v.mod.resolve(want)
	s := &source{vendored: m, is: to, from: to.String()}
	v.order = append(v.order, s)
	if v.owners[m.mod.Path] == nil {
		v.owners[m.mod.Path] = s
	}
	for _, pkg := range m.packages {
		v.owners[pkg] = s
	}
	replaced := to
	if to == want {
		replaced = module.Version{}
	}
	switch {
	case want.Version == "":
		v.wrong(finding.Error, "modules.txt", m.number, "go.mod does not need %s, want no packages of it", m.mod)
	case want != m.mod:
		v.wrong(finding.Error, "modules.txt", m.number, "got %s, want %s as go.mod selects", m.mod, want.Version)
	case replaced != m.to:
		v.wrong(finding.Error, "modules.txt", m.number, "got %s replaced by %s, want %s as in go.mod", m.mod, orNothing(m.to), orNothing(replaced))
	}
	if to.Version == "" && to != want {
		folder := v.Abs(filepath.FromSlash(to.Path))
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return action.NotAnalysed("the folder %s that replaces %s is not there", to.Path, m.mod.Path).
				WithHint("check it out beside the module, or drop the replace line")
		}
		s.original, s.from, s.proved = openFolder(folder), to.Path, true
		return nil
	}
	if at, ok := v.proved[to]; ok {
		original, err := openCopy(at, to)
		if err != nil {
			return action.Environment("reading the cached %s: %w", to, err)
		}
		s.original, s.proved = original, true
	}
	return nil
}

// selected is the version of a path that a build uses, or "".
func (v *vendorTree) selected(path string) string {
	if v.graph != nil {
		return v.graph.selected[path]
	}
	for _, r := range v.mod.Require {
		if r.Mod.Path == path {
			return r.Mod.Version
		}
	}
	return ""
}

func orNothing(m module.Version) string {
	if m.Path == "" {
		return "nothing"
	}
	return m.String()
}

// files compares every file of vendor/ with its original.
func (v *vendorTree) files(ctx context.Context) error {
	return filepath.WalkDir(v.dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return action.Environment("reading vendor: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rel, err := filepath.Rel(v.dir, at)
		if err != nil || d.IsDir() || rel == "modules.txt" {
			return err
		}
		return v.file(at, filepath.ToSlash(rel), d)
	})
}

func (v *vendorTree) file(at, name string, d fs.DirEntry) error {
	s, inside := v.owner(name)
	switch {
	case s == nil:
		v.wrong(finding.Error, name, 0, "no module of vendor/modules.txt has this file, want none")
		return nil
	case !d.Type().IsRegular():
		v.wrong(finding.Error, name, 0, "got a link or device, want a file of %s", s.from)
		return nil
	case !s.proved:
		return nil
	}
	f, err := os.Open(at)
	if err != nil {
		return action.Environment("reading vendor: %w", err)
	}
	defer f.Close()
	original, err := s.original.Open(inside)
	if errors.Is(err, fs.ErrNotExist) {
		v.wrong(finding.Error, name, 0, "%s has no file %s, want none", s.from, inside)
		return nil
	}
	if err != nil {
		return action.Environment("reading the cached %s: %w", s.from, err)
	}
	defer original.Close()
	same, err := sameBytes(f, original)
	if err != nil {
		return action.Environment("comparing %s: %w", name, err)
	}
	if !same {
		v.wrong(finding.Error, name, 0, "the file is not that of %s", s.from)
	}
	return nil
}

// owner is the module that provides the nearest package above a file, or whose
// path is above it, and the file's name in that module.
func (v *vendorTree) owner(name string) (*source, string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if s := v.owners[dir]; s != nil && strings.HasPrefix(name, s.mod.Path+"/") {
			return s, strings.TrimPrefix(name, s.mod.Path+"/")
		}
	}
	return nil, ""
}

// unchecked says which modules could not be compared. A cached copy that is not
// proved has a finding already, so a notice is enough; one that is not there
// ends the step.
func (v *vendorTree) unchecked() error {
	var absent, unproved []module.Version
	for _, s := range v.order {
		switch {
		case s.proved || s.is.Version == "":
		case v.cache.holds(s.is):
			unproved = append(unproved, s.is)
		default:
			absent = append(absent, s.is)
		}
	}
	if len(unproved) > 0 {
		v.say("unchecked", finding.Notice, finding.Location{Path: v.path + "/modules.txt"},
			"mend go.sum and the module cache first",
			"vendor/ was not compared with %d modules that go.sum does not prove: %s", len(unproved), some(unproved))
	}
	if len(absent) > 0 {
		return action.NotAnalysed("%d of %d vendored modules are not in the module cache, and were not checked: %s", len(absent), len(v.order), some(absent)).
			WithHint("go mod download")
	}
	return nil
}

package probe

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ownSource is the source of the module that goes into the binary: a module may
// hold several chaincodes, and functions of another one are none of this. What
// the go command does not say is taken to be in it.
func (p *run) ownSource(ctx context.Context) fs.FS {
	all := os.DirFS(p.step.Dir)
	const folders = "{{with .Module}}{{if .Main}}{{$.Dir}}{{end}}{{end}}"
	out, err := p.finder.Go.Run(ctx, "list", "-deps", p.finder.Mod, "-f", folders, p.pkg.Folder)
	if err != nil {
		return all
	}
	some := some{FS: all, folders: map[string]bool{}}
	for _, dir := range strings.Split(string(out), "\n") {
		if rel, err := filepath.Rel(p.step.Dir, dir); dir != "" && err == nil && filepath.IsLocal(rel) {
			some.folders[filepath.ToSlash(rel)] = true
		}
	}
	if len(some.folders) == 0 {
		return all
	}
	return some
}

// some is a tree with the Go files of some folders only.
type some struct {
	fs.FS
	folders map[string]bool
}

// ReadDir makes it an fs.ReadDirFS.
func (s some) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(s.FS, name)
	if s.folders[path.Clean(name)] {
		return list, err
	}
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return !e.IsDir() }), err
}

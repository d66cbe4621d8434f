package golist

import (
	"maps"
	"slices"

	"github.com/tallystick/tallystick/internal/wire"
)

// Write writes a package whose listing was whole.
func (p *Package) Write(w *wire.Writer) {
	for _, s := range []string{p.ID, p.Path, p.Name, p.Dir, p.ForTest} {
		w.String(s)
	}
	w.Bool(p.Asked)
	w.Bool(p.Standard)
	w.Bool(p.Module != nil)
	if m := p.Module; m != nil {
		w.Strings([]string{m.Path, m.Version, m.GoVersion, m.GoMod})
		w.Bool(m.Main)
	}
	for _, files := range [][]string{p.GoFiles, p.CgoFiles, p.OtherFiles, p.Ignored, p.Embedded} {
		w.Strings(files)
	}
	wire.List(w, slices.Sorted(maps.Keys(p.Imports)), func(path string) {
		w.String(path)
		w.String(p.Imports[path])
	})
}

// Read reads what Write wrote.
func Read(r *wire.Reader) *Package {
	p := &Package{ID: r.String(), Path: r.String(), Name: r.String(), Dir: r.String(), ForTest: r.String()}
	p.Asked, p.Standard = r.Bool(), r.Bool()
	if r.Bool() {
		p.Module = &Module{}
		if s := r.Strings(); len(s) == 4 {
			*p.Module = Module{Path: s[0], Version: s[1], GoVersion: s[2], GoMod: s[3]}
		}
		p.Module.Main = r.Bool()
	}
	for _, files := range []*[]string{&p.GoFiles, &p.CgoFiles, &p.OtherFiles, &p.Ignored, &p.Embedded} {
		*files = r.Strings()
	}
	p.Imports = map[string]string{}
	for range r.Uint() {
		if r.Err() != nil {
			break
		}
		path := r.String()
		p.Imports[path] = r.String()
	}
	if len(p.CgoFiles) == 0 {
		p.Compiled = p.GoFiles
	}
	return p
}

package engine

import (
	"crypto/sha256"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/golist"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
	"golang.org/x/tools/go/analysis"
)

// format is that of everything that this package writes to a store. A Salt
// of the caller that covers this code makes it all but unnecessary.
const format = "1 " + wire.Form

// identity names a list of analyzers with their settings, in any order.
func identity(list []*analysis.Analyzer, settings map[string]string) string {
	var names []string
	for _, a := range list {
		names = append(names, a.Name+"="+settings[a.Name])
	}
	slices.Sort(names)
	return strings.Join(names, "\n")
}

// immutableKey is the key of a package of the standard library or the module
// cache: of what it is called and where it comes from. GOROOT is told by the
// version of Go and, since distributions patch it, by the sizes of the files.
func (r *run) immutableKey(u *unit) store.Key {
	pkg := u.plain
	var w wire.Writer
	w.Fixed(r.salt[:])
	w.String(pkg.Path)
	if m := pkg.Module; m != nil {
		w.String(m.Path + "@" + m.Version + " " + m.GoVersion)
	}
	for _, files := range [][]string{pkg.GoFiles, pkg.CgoFiles} {
		wire.List(&w, files, func(file string) {
			w.String(filepath.Base(file))
			if pkg.Standard {
				if info, err := os.Stat(file); err == nil {
					w.Int(info.Size())
				}
			}
		})
	}
	for _, path := range slices.Sorted(maps.Keys(pkg.Imports)) {
		w.String(path)
		if dep := r.graph.byPath[golist.PathOf(pkg.Imports[path])]; dep != nil {
			w.Fixed(dep.key[:])
		}
	}
	return sha256.Sum256(w.Bytes())
}

// mutableKey is the key of any other unit: of all that an analyzer can get to
// see. It can be told once everything below has an outcome.
func (r *run) mutableKey(u *unit) store.Key {
	var w wire.Writer
	w.Fixed(r.salt[:])
	w.String(r.req.Dir) // places are absolute
	w.String(u.id)
	w.Uint(int(u.work))
	w.Bool(u.watched)
	if u.work == complete {
		w.String(r.analyzerID)
	} else {
		w.String(r.exporterID)
	}
	for _, pkg := range []*golist.Package{u.plain, u.tests} {
		w.Bool(pkg != nil)
		if pkg != nil {
			r.addPackage(&w, u, pkg)
		}
	}
	return sha256.Sum256(w.Bytes())
}

func (r *run) addPackage(w *wire.Writer, u *unit, pkg *golist.Package) {
	w.Strings([]string{pkg.ID, pkg.Name, pkg.Dir})
	if m := pkg.Module; m != nil {
		w.Strings([]string{m.Path, m.Version, m.GoVersion})
	}
	for _, files := range [][]string{pkg.GoFiles, pkg.CgoFiles, pkg.OtherFiles, pkg.Ignored, r.beside(pkg.Dir)} {
		wire.List(w, files, func(file string) {
			content := r.content[file]
			w.String(file)
			w.Fixed(content[:])
		})
	}
	for _, e := range pkg.Errors {
		w.String(e.Error())
	}
	for _, path := range slices.Sorted(maps.Keys(pkg.Imports)) {
		w.String(path)
		dep := r.graph.byPath[golist.PathOf(pkg.Imports[path])]
		if dep == nil {
			continue
		}
		var v view
		switch {
		case u.of != nil && dep.path == u.of.path:
			v = u.of.outcome.seenByTests
		case dep.mutable && dep.outcome == nil: // of an import cycle
		default:
			v = dep.seen()
		}
		v.write(w)
	}
}

// beside are the files that analyzers look for in a package's folder and in
// those above.
func (r *run) beside(dir string) (files []string) {
	if len(r.req.Beside) == 0 || dir == "" {
		return nil
	}
	for ; ; dir = filepath.Dir(dir) {
		for _, name := range r.req.Beside {
			files = append(files, filepath.Join(dir, name))
		}
		if dir == filepath.Dir(dir) {
			return files
		}
	}
}

// resultKey is that of the record of a unit that can change: its outcome and
// its summary. Its key says which analyzers made it.
func resultKey(u *unit) store.Key { return store.KeyOf("result", string(u.key[:])) }

// summaryKey is that of the record of an immutable package: its summary, with
// the facts of some analyzers.
func summaryKey(u *unit, exporterID string) store.Key {
	return store.KeyOf("summary", string(u.key[:]), exporterID)
}

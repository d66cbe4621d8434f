// Package tree remembers what files and folders looked like, and finds out
// what of it has changed since.
//
// A file whose size, times and identity are as they were is taken to be the
// same, as git and the go command do; one that was written so shortly before
// it was looked at that its time could not tell a second write is read again.
// Of a Go file it knows the header apart from the rest: whatever the go
// command reads to find out which packages there are.
//
// It never takes a changed file for an unchanged one as long as the file
// system's times move on.
package tree

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tallystick/tallystick/internal/wire"
)

// Digest is a SHA-256 digest.
type Digest = [sha256.Size]byte

// Tree is what is remembered. Its fields are sorted by path.
type Tree struct {
	Files []File
	Dirs  []Dir
}

// File is a file, or the place of one that is not there.
type File struct {
	Path    string // absolute
	stat    stat
	Content Digest // zero when the file is not there or cannot be read
	header  Digest
}

// Dir is a folder, with the names in it that matter.
type Dir struct {
	Path  string // absolute
	All   bool   // every name matters; otherwise those of sources and of folders
	stat  stat
	names Digest
}

// grain is how coarse the time of a file may be: FAT counts in 2 seconds.
const grain = 2 * time.Second

// Change is how much has changed.
type Change int

const (
	// Nothing: every file has the content that it had.
	Nothing Change = iota
	// Bodies: files have other contents, but for the go command all is as
	// it was.
	Bodies
	// Structure: there may be other packages, or other imports.
	Structure
)

// Scan looks at folders with the sources in them, and at files. Later than
// says whether something in it was changed at or after a time.
func Scan(dirs []Dir, files []string) *Tree {
	t := &Tree{Dirs: dirs}
	slices.SortFunc(t.Dirs, func(a, b Dir) int { return strings.Compare(a.Path, b.Path) })
	seen := map[string]bool{}
	for i := range t.Dirs {
		d := &t.Dirs[i]
		d.stat = statOf(d.Path)
		var names []string
		names, d.names = list(d.Path, d.All)
		for _, name := range names {
			if Source(name) {
				files = append(files, filepath.Join(d.Path, name))
			}
		}
	}
	for _, path := range files {
		if !seen[path] {
			seen[path] = true
			t.Files = append(t.Files, File{Path: path})
		}
	}
	slices.SortFunc(t.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	each(len(t.Files), func(i int) { t.Files[i].read() })
	return t
}

// Paths are those of all that is remembered, there or not.
func (t *Tree) Paths() []string {
	paths := make([]string, 0, len(t.Files)+len(t.Dirs))
	for _, f := range t.Files {
		paths = append(paths, f.Path)
	}
	for _, d := range t.Dirs {
		paths = append(paths, d.Path)
	}
	return paths
}

// Since says whether anything was changed at or after a time.
func (t *Tree) Since(start time.Time) bool {
	after := func(s stat) bool { return s.changed >= start.UnixNano() }
	return slices.ContainsFunc(t.Files, func(f File) bool { return after(f.stat) }) ||
		slices.ContainsFunc(t.Dirs, func(d Dir) bool { return after(d.stat) })
}

// Update finds out what has changed, and remembers it. touched says that
// something is remembered otherwise than before, be it a time.
func (t *Tree) Update() (change Change, touched bool) {
	var mu sync.Mutex
	found := func(c Change) {
		mu.Lock()
		defer mu.Unlock()
		change, touched = max(change, c), true
	}
	each(len(t.Dirs), func(i int) {
		d := &t.Dirs[i]
		now := statOf(d.Path)
		if now == d.stat && now.sure() {
			return
		}
		_, names := list(d.Path, d.All)
		if names != d.names {
			found(Structure)
		} else if now != d.stat {
			found(Nothing)
		}
		d.stat, d.names = now, names
	})
	each(len(t.Files), func(i int) {
		f := &t.Files[i]
		if f.stat.sure() && statOf(f.Path) == f.stat {
			return
		}
		old := *f
		f.read()
		switch {
		case old.header != f.header:
			found(Structure)
		case old.Content != f.Content:
			found(Bodies)
		case old.stat != f.stat:
			found(Nothing)
		}
	})
	return change, touched
}

func (f *File) read() {
	f.stat = statOf(f.Path)
	f.Content, f.header = Digest{}, Digest{}
	if !f.stat.there() {
		return
	}
	data, err := os.ReadFile(f.Path)
	if err != nil {
		return
	}
	f.Content = sha256.Sum256(data)
	f.header = header(f.Path, data, f.Content)
}

// list gives the names in a folder that matter, and their digest.
func list(dir string, all bool) (names []string, digest Digest) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, Digest{}
	}
	var w wire.Writer
	for _, entry := range entries {
		name := entry.Name()
		folder := entry.IsDir()
		if all || folder && !hidden(name) || !folder && Source(name) {
			names = append(names, name)
			w.String(name)
			w.Bool(folder)
		}
	}
	return names, sha256.Sum256(w.Bytes())
}

// hidden tells the folders that patterns do not match (go help packages).
func hidden(name string) bool {
	return name[0] == '.' || name[0] == '_' || name == "testdata" || name == "node_modules"
}

// Source tells the files from which the go command makes packages, by name.
func Source(name string) bool {
	switch filepath.Ext(name) {
	case ".go", ".s", ".S", ".sx", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx",
		".f", ".F", ".for", ".f90", ".swig", ".swigcxx", ".syso":
		return true
	}
	return name == "go.mod"
}

// Below are the folders of a module in which patterns find packages: not
// those of other modules, and not vendor.
func Below(root string) (dirs []Dir) {
	// What cannot be read the go command cannot read either, and says so.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil
		}
		if path != root {
			if hidden(entry.Name()) || entry.Name() == "vendor" {
				return filepath.SkipDir
			}
			if _, err := os.Lstat(filepath.Join(path, "go.mod")); err == nil {
				return filepath.SkipDir
			}
		}
		dirs = append(dirs, Dir{Path: path})
		return nil
	})
	return dirs
}

// each does n things on all cores.
func each(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), (n+63)/64)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() {
			for i := worker * n / workers; i < (worker+1)*n/workers; i++ {
				do(i)
			}
		})
	}
	wg.Wait()
}

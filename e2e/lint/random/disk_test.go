package random

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/tallystick/tallystick/e2e/tool"
)

// disk is the module as it lies there.
type disk struct {
	dir  string
	have map[string]string
}

// clock says which time a changed file gets: what looks at times and sizes
// alone must not be led astray.
type clock int

const (
	now        clock = iota
	sameSecond       // as the file had, to the second
	sameTime         // exactly as it had, as from an archive
	past             // all files have the same one
)

// write makes the files on disk those of the world, and touches no other.
func (d *disk) write(t *testing.T, want map[string]string, c clock) (changed []string) {
	t.Helper()
	for path := range d.have {
		if _, ok := want[path]; !ok {
			d.remove(t, path)
			changed = append(changed, "-"+path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		text, ok := d.have[path]
		if ok && text == want[path] {
			continue
		}
		full := filepath.Join(d.dir, filepath.FromSlash(path))
		before := time.Now()
		if info, err := os.Stat(full); err == nil {
			before = info.ModTime()
		}
		tool.Write(t, d.dir, map[string]string{path: want[path]})
		stamp(t, full, before, c)
		changed = append(changed, "+"+path)
	}
	d.have = want
	slices.Sort(changed)
	return changed
}

func stamp(t *testing.T, path string, before time.Time, c clock) {
	t.Helper()
	var when time.Time
	switch c {
	case now:
		return
	case sameSecond:
		when = before.Truncate(time.Second).Add(time.Duration(time.Now().Nanosecond()))
	case sameTime:
		when = before
	case past:
		when = time.Unix(1e9, 0)
	}
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
}

// remove removes a file, and the folders that are empty then.
func (d *disk) remove(t *testing.T, path string) {
	t.Helper()
	full := filepath.Join(d.dir, filepath.FromSlash(path))
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	for dir := filepath.Dir(full); dir != d.dir; dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil {
			return // not empty
		}
	}
}

// touch gives all files a new time.
func (d *disk) touch(t *testing.T) {
	t.Helper()
	when := time.Now()
	for path := range d.have {
		if err := os.Chtimes(filepath.Join(d.dir, filepath.FromSlash(path)), when, when); err != nil {
			t.Fatal(err)
		}
	}
}

// move has the module lie elsewhere, as another checkout does.
func (d *disk) move(t *testing.T) {
	t.Helper()
	elsewhere := filepath.Join(filepath.Dir(d.dir), map[string]string{"a": "b", "b": "a"}[filepath.Base(d.dir)])
	if err := os.Rename(d.dir, elsewhere); err != nil {
		t.Fatal(err)
	}
	d.dir = elsewhere
}

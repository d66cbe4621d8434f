package replay

import (
	"crypto/sha256"
	"time"

	"github.com/tallystick/tallystick/internal/wire"
)

// record is a Run with what its files were.
type record struct {
	depends []file
	exists  []file
	stdout  []byte
	exit    int
}

type file struct {
	path string
	id   identity
}

// identity is what tells a file from what it was; zero where there is none.
type identity struct {
	device, inode, mode uint64
	size                int64
	modified, changed   int64 // nanoseconds; nobody can set back the latter
}

func (i identity) there() bool { return i != identity{} }

// take looks at the files of a run. It is not ok if one of them was changed
// after a time: it may have been read as it was before.
func take(run Run, before time.Time) (*record, bool) {
	r := &record{stdout: run.Stdout, exit: run.Exit}
	for _, path := range run.Depends {
		id := look(path)
		if id.there() && max(id.changed, id.modified) >= before.UnixNano() {
			return nil, false
		}
		r.depends = append(r.depends, file{path, id})
	}
	for _, path := range run.Exists {
		r.exists = append(r.exists, file{path, look(path)})
	}
	for _, path := range run.Made {
		id := look(path)
		if !id.there() {
			return nil, false
		}
		r.depends = append(r.depends, file{path, id})
	}
	return r, true
}

// holds says whether all that the run depends on is as it was.
func (r *record) holds() bool {
	for _, f := range r.depends {
		if look(f.path) != f.id {
			return false
		}
	}
	for _, f := range r.exists {
		if look(f.path).there() != f.id.there() {
			return false
		}
	}
	return true
}

func (r *record) write(key digest) []byte {
	var w wire.Writer
	w.Fixed(key[:])
	for _, list := range [][]file{r.depends, r.exists} {
		wire.List(&w, list, func(f file) {
			w.String(f.path)
			f.id.write(&w)
		})
	}
	w.Raw(r.stdout)
	w.Uint(r.exit)
	// A power cut may leave it short or full of zeros.
	sum := sha256.Sum256(w.Bytes())
	w.Fixed(sum[:])
	return w.Bytes()
}

// read reads a record when it answers a question.
func read(data []byte, key digest) (*record, bool) {
	size := len(data) - sha256.Size
	if size < 0 || sha256.Sum256(data[:size]) != digest(data[size:]) {
		return nil, false
	}
	w := wire.NewReader(data[:size])
	var answered digest
	if w.Fixed(answered[:]); answered != key {
		return nil, false
	}
	r := &record{}
	for _, list := range []*[]file{&r.depends, &r.exists} {
		*list = wire.Items(w, func() file { return file{w.String(), readIdentity(w)} })
	}
	r.stdout, r.exit = w.Raw(), w.Uint()
	return r, w.Err() == nil && r.exit <= 1
}

func (i identity) write(w *wire.Writer) {
	for _, n := range []int64{int64(i.device), int64(i.inode), int64(i.mode), i.size, i.modified, i.changed} {
		w.Int(n)
	}
}

func readIdentity(w *wire.Reader) identity {
	return identity{uint64(w.Int()), uint64(w.Int()), uint64(w.Int()), w.Int(), w.Int(), w.Int()}
}

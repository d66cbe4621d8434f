package tree

import "github.com/tallystick/tallystick/internal/wire"

// Write writes what is remembered.
func (t *Tree) Write(w *wire.Writer) {
	wire.List(w, t.Files, func(f File) {
		w.String(f.Path)
		f.stat.write(w)
		w.Fixed(f.Content[:])
		w.Fixed(f.header[:])
	})
	wire.List(w, t.Dirs, func(d Dir) {
		w.String(d.Path)
		w.Bool(d.All)
		d.stat.write(w)
		w.Fixed(d.names[:])
	})
}

// Read reads what Write wrote.
func Read(r *wire.Reader) *Tree {
	t := &Tree{}
	t.Files = wire.Items(r, func() (f File) {
		f.Path = r.String()
		f.stat.read(r)
		r.Fixed(f.Content[:])
		r.Fixed(f.header[:])
		return f
	})
	t.Dirs = wire.Items(r, func() (d Dir) {
		d.Path = r.String()
		d.All = r.Bool()
		d.stat.read(r)
		r.Fixed(d.names[:])
		return d
	})
	return t
}

func (s stat) write(w *wire.Writer) {
	w.Int(s.size)
	w.Int(s.modified)
	w.Int(s.changed)
	w.Int(int64(s.inode))
	w.Bool(s.seen)
}

func (s *stat) read(r *wire.Reader) {
	s.size, s.modified, s.changed, s.inode, s.seen = r.Int(), r.Int(), r.Int(), uint64(r.Int()), r.Bool()
}

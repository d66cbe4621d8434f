// Package store keeps records in a folder, by the digest of what they are
// the answer to.
//
//	dir/CACHEDIR.TAG      so that backups leave the folder out
//	dir/trimmed           empty; its time is that of the last trim
//	dir/ab/abcd...        a record; its time is that of its last use, to a day
//	dir/ab/abcd....1f.tmp one that is being written, or whose writer was killed
//
// A record is written beside its place and renamed, so that readers in other
// processes see a whole one or none, and writers need no lock. Nothing is
// synced to the disk: after a power cut a record may be short or full of
// zeros, which its checksum shows.
//
// A Store may lose a record at any time. It never gives another one.
package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"
)

// Store is a folder of records, and packs to look in after it. The zero Store
// and a nil one have no folder. Its methods may be called at once, but Use.
type Store struct {
	dir   string // "" keeps nothing
	packs []*Pack

	readonly atomic.Bool
	fault    atomic.Pointer[error]
}

// Open is the Store of a folder, which need not exist; of "" it is one
// without a folder. What is wrong with the folder is for Err to say, and the
// Store then keeps nothing or only reads.
func Open(dir string) *Store {
	s := &Store{dir: dir}
	if dir == "" {
		return s
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist): // the first Put makes it
	case err != nil:
		s.dir = ""
		s.fail(err)
	case !info.IsDir():
		s.dir = ""
		s.fail(fmt.Errorf("%s is not a folder", dir))
	}
	return s
}

// Dir is the folder, or "" where there is none.
func (s *Store) Dir() string {
	if s == nil {
		return ""
	}
	return s.dir
}

// Use adds a pack to look in for what the folder does not have.
func (s *Store) Use(p *Pack) { s.packs = append(s.packs, p) }

// Close closes the packs. The folder needs no end: every record is written.
func (s *Store) Close() {
	if s == nil {
		return
	}
	for _, p := range s.packs {
		p.Close()
	}
}

// Err says why nothing is kept: the first fault of the folder, or nil. After
// one that Put met, the Store only reads: a disk that is full, or read-only,
// would refuse each of thousands of records again.
func (s *Store) Err() error {
	if s == nil {
		return nil
	}
	if err := s.fault.Load(); err != nil {
		return *err
	}
	return nil
}

func (s *Store) fail(err error) {
	s.readonly.Store(true)
	s.fault.CompareAndSwap(nil, &err)
}

// Get is the record of a key. One that is damaged counts as absent, and is
// removed.
func (s *Store) Get(k Key) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	if s.dir != "" {
		if data, ok := s.read(k); ok {
			return data, true
		}
	}
	for _, p := range s.packs {
		if data, ok := p.Get(k); ok {
			return data, true
		}
	}
	return nil, false
}

// Has says whether there is a record, without reading it: Get may still find
// that it is damaged.
func (s *Store) Has(k Key) bool {
	if s == nil {
		return false
	}
	if s.dir != "" {
		if info, err := os.Stat(s.path(k)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	for _, p := range s.packs {
		if p.Has(k) {
			return true
		}
	}
	return false
}

// Put keeps a record, in the place of an earlier one of that key. What goes
// wrong is for Err to say.
func (s *Store) Put(k Key, data []byte) {
	if s == nil || s.dir == "" || s.readonly.Load() {
		return
	}
	if len(data) > maxRecord {
		err := fmt.Errorf("a record has %d bytes, want %d at most", len(data), maxRecord)
		s.fault.CompareAndSwap(nil, &err)
		return
	}
	if err := s.write(k, data); err != nil {
		s.fail(err)
	}
}

func (s *Store) path(k Key) string {
	name := k.String()
	return s.dir + string(filepath.Separator) + name[:2] + string(filepath.Separator) + name
}

// read is Get in the folder.
func (s *Store) read(k Key) ([]byte, bool) {
	path := s.path(k)
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, false
	}
	data, used, err := readRecord(f, k)
	f.Close()
	if errors.Is(err, errDamaged) {
		// A good one that was just put in its place may go instead: that
		// loses it, and no more.
		os.Remove(path)
	}
	if err != nil {
		return nil, false
	}
	if age := time.Since(used); age >= refresh || age < -refresh {
		now := time.Now()
		os.Chtimes(path, now, now) // fails in another's folder, which is his to trim
	}
	return data, true
}

// refresh is how old the time of a record may be that was used just now. Go's
// build cache takes an hour; a day is enough to trim by weeks.
const refresh = 24 * time.Hour

// write is Put in the folder.
func (s *Store) write(k Key, data []byte) error {
	path := s.path(k)
	tmp := path + "." + strconv.FormatUint(rand.Uint64(), 16) + tmpSuffix
	f, err := create(tmp)
	for try := 0; try < tries && isFleeting(err); try++ {
		if err = s.makeShard(filepath.Dir(path)); err == nil {
			f, err = create(tmp)
		}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(appendRecord(make([]byte, 0, recordHeader+len(data)), k, data))
	err = errors.Join(err, f.Close())
	if err == nil {
		err = rename(tmp, path)
	}
	if err != nil {
		os.Remove(tmp) // it may be half of one, or the folder may be gone
	}
	return err
}

const tmpSuffix = ".tmp"

// tries are enough where others clear the store all the time.
const tries = 100

// isFleeting says that an error may be of a folder that was removed just now, as
// Clear of another process removes those that are empty. os.MkdirAll, too, gives
// fs.ErrExist when a folder was there and was gone when it looked.
func isFleeting(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist)
}

// create leaves it to the umask who else may read, as Go's build cache does:
// a folder can be shared.
func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|nonblock, 0o666)
}

// rename replaces a file. Windows does not let go of one that is being read:
// then the older record stays, which is no fault. Neither is it when another
// process has cleared the folder, with what was to be renamed.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if info, stat := os.Lstat(to); stat == nil && info.Mode().IsRegular() {
		return os.Remove(from)
	}
	return err
}

// makeShard makes a folder for records. A store that is new is marked as a
// cache, see https://bford.info/cachedir/; a folder that somebody else made
// may hold other things, and is not.
func (s *Store) makeShard(dir string) error {
	if err := os.MkdirAll(filepath.Dir(s.dir), 0o777); err != nil {
		return err
	}
	if os.Mkdir(s.dir, 0o777) == nil {
		os.WriteFile(filepath.Join(s.dir, tagName), []byte(tag), 0o666) // nothing depends on it
	}
	return os.MkdirAll(dir, 0o777)
}

const (
	tagName = "CACHEDIR.TAG"
	tag     = `Signature: 8a477f597d28d172789f06886806bc55
# Records of tallystick lint. They are made anew when they are missing:
# "tallystick cache clear" removes them all.
`
)

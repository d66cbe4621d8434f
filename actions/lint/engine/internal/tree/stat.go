package tree

import (
	"os"
	"time"
)

// stat is what tells a file from what it was.
type stat struct {
	size     int64
	modified int64  // nanoseconds
	changed  int64  // of the inode, which nobody can set back; modified where there is none
	inode    uint64 // zero where there is none
	seen     bool   // looked at long enough after it was changed
}

func (s stat) there() bool { return s.modified != 0 }

// sure says that an equal stat means an equal file.
func (s stat) sure() bool { return s.seen || !s.there() }

// statOf follows links, as the go command does for files.
func statOf(path string) stat {
	info, err := os.Stat(path)
	if err != nil {
		return stat{}
	}
	s := stat{size: info.Size(), modified: info.ModTime().UnixNano()}
	s.changed, s.inode = identity(info)
	if s.changed == 0 {
		s.changed = s.modified
	}
	if info.IsDir() {
		s.size = 0 // says nothing, and differs between file systems
	}
	s.seen = time.Now().UnixNano()-max(s.changed, s.modified) > int64(grain)
	return s
}

// Identity is what tells a file from another one that may have stood in its
// place. It is not sure right after the file was written.
func Identity(path string) (id [4]int64, sure bool) {
	s := statOf(path)
	return [4]int64{s.size, s.modified, s.changed, int64(s.inode)}, s.there() && s.seen
}

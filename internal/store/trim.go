package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Limits are what Trim keeps. Zero is no limit.
type Limits struct {
	Age  time.Duration // since a record was used
	Size int64         // of all records, in bytes of the disk
}

// Default keeps what a branch that rests for a month needs again, and room for
// dozens of projects: the records of one with a thousand packages, every
// dependency included, are some tens of megabytes for each release of ours. It
// is a fifth of what GitHub keeps for all caches of a repository.
func Default() Limits { return Limits{Age: 30 * 24 * time.Hour, Size: 2 << 30} }

// Content is what a folder holds, or what was removed from it.
type Content struct {
	Records int
	Size    int64 // in bytes of the disk
	// Oldest and Newest are the times of the last use of the record that
	// was not used for longest, and of the one that was used last.
	Oldest, Newest time.Time
	// Unfinished is the number of records that are being written, or whose
	// writer was killed.
	Unfinished int
}

func (c *Content) add(f file) {
	c.Size += f.space
	if f.unfinished {
		c.Unfinished++
		return
	}
	c.Records++
	if c.Oldest.IsZero() || f.used.Before(c.Oldest) {
		c.Oldest = f.used
	}
	if f.used.After(c.Newest) {
		c.Newest = f.used
	}
}

// Content looks at the whole folder. One that is not there is empty.
func (s *Store) Content() (Content, error) {
	var c Content
	files, err := s.files()
	for _, f := range files {
		c.add(f)
	}
	return c, err
}

// Trimmed is the time of the last Trim, or of the first TrimDaily, or zero.
func (s *Store) Trimmed() time.Time {
	if s == nil || s.dir == "" {
		return time.Time{}
	}
	info, err := os.Stat(s.stamp())
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// TrimDaily is Trim when the last one was a day ago. It costs one system call
// when not. A folder that was never trimmed waits a day for its first time, so
// that the run that fills it does not also look through it. What goes wrong
// goes wrong again the next day.
func (s *Store) TrimDaily(l Limits) {
	if s == nil || s.dir == "" {
		return
	}
	last := s.Trimmed()
	if last.IsZero() {
		s.touchStamp()
		return
	}
	// A time in the future is a clock that was wrong.
	if age := time.Since(last); age < -refresh || age >= refresh {
		s.Trim(l)
	}
}

// Trim removes records that were not used for longer than Limits.Age, then
// those that were not used for longest, until the rest is within Limits.Size.
// A reader in another process finds a record whole or not at all. The error is
// the first of those that were met.
func (s *Store) Trim(l Limits) (removed Content, err error) {
	if s == nil || s.dir == "" {
		return removed, nil
	}
	s.touchStamp() // first, so that two runs at once do not both trim
	files, err := s.files()
	now := time.Now()
	var total int64
	for i, f := range files {
		total += f.space
		if f.used.Sub(now) > refresh { // it would never be old enough
			files[i].used = now
			err = cmp.Or(err, os.Chtimes(f.path, now, now))
		}
	}
	slices.SortFunc(files, func(a, b file) int { return a.used.Compare(b.used) })
	for _, f := range files {
		age := now.Sub(f.used)
		if f.unfinished {
			if age < killed {
				continue
			}
		} else if (l.Age == 0 || age <= l.Age) && (l.Size == 0 || total <= l.Size) {
			continue
		}
		if e := remove(f.path); e != nil {
			err = cmp.Or(err, e)
			continue
		}
		total -= f.space
		removed.add(f)
	}
	return removed, err
}

// killed is the age of an unfinished record whose writer is no more: Put takes
// milliseconds.
const killed = time.Hour

// Clear removes all records. Runs that are under way lose what they kept, and
// no more.
func (s *Store) Clear() (removed Content, err error) {
	files, err := s.files()
	for _, f := range files {
		if e := remove(f.path); e != nil {
			err = cmp.Or(err, e)
			continue
		}
		removed.add(f)
		os.Remove(filepath.Dir(f.path)) // which succeeds for the last one
	}
	return removed, err
}

// remove removes what another process may have removed meanwhile.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (s *Store) stamp() string { return filepath.Join(s.dir, "trimmed") }

func (s *Store) touchStamp() {
	now := time.Now()
	if os.Chtimes(s.stamp(), now, now) != nil {
		if f, err := create(s.stamp()); err == nil {
			f.Close()
		}
	}
}

// file is a file of ours in the folder.
type file struct {
	path       string
	space      int64
	used       time.Time
	unfinished bool
}

// files are those whose names are of our form, and nothing else: the folder
// may be anybody's.
func (s *Store) files() ([]file, error) {
	if s == nil || s.dir == "" {
		return nil, nil
	}
	var files []file
	shards, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, shard := range shards {
		if !shard.IsDir() || len(shard.Name()) != 2 || !isHex(shard.Name()) {
			continue
		}
		dir := filepath.Join(s.dir, shard.Name())
		entries, e := os.ReadDir(dir)
		if e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = cmp.Or(err, e)
		}
		for _, entry := range entries {
			ours, unfinished := kind(shard.Name(), entry.Name())
			if !ours || !entry.Type().IsRegular() {
				continue
			}
			info, e := entry.Info()
			if e != nil {
				continue // it went meanwhile
			}
			files = append(files, file{filepath.Join(dir, entry.Name()), space(info.Size()), info.ModTime(), unfinished})
		}
	}
	return files, err
}

// kind says whether a file in a folder of records is one, or is to become one.
func kind(shard, name string) (ours, unfinished bool) {
	const digits = 2 * len(Key{})
	if len(name) < digits || !isHex(name[:digits]) || name[:2] != shard {
		return false, false
	}
	rest := name[digits:]
	if rest == "" {
		return true, false
	}
	random, ok := strings.CutSuffix(strings.TrimPrefix(rest, "."), tmpSuffix)
	unfinished = ok && rest[0] == '.' && random != "" && isHex(random)
	return unfinished, unfinished
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }

// space is what a file takes of a disk, for most file systems.
func space(size int64) int64 {
	const block = 4096
	return (size + block - 1) / block * block
}

package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestKeyOf(t *testing.T) {
	seen := map[Key][]string{}
	for _, parts := range [][]string{
		{}, {""}, {"", ""}, {"abc"}, {"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"},
		{"\x01\x00\x00\x00\x00\x00\x00\x00a"}, {"a", "\x00"},
	} {
		k := KeyOf(parts...)
		if other, ok := seen[k]; ok {
			t.Errorf("%q and %q have the same key", parts, other)
		}
		if k != KeyOf(parts...) {
			t.Errorf("%q has two keys", parts)
		}
		seen[k] = parts
	}
}

func TestPutAndGet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	s := Open(dir)
	k := KeyOf("k")
	if _, ok := s.Get(k); ok || s.Has(k) {
		t.Error("got a record from a folder that is not there")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("reading made the folder")
	}
	for _, want := range []string{"first", "", "third"} {
		s.Put(k, []byte(want))
		if got, ok := s.Get(k); !ok || string(got) != want || !s.Has(k) {
			t.Errorf("got %q, %t, want %q", got, ok, want)
		}
	}
	if got, ok := Open(dir).Get(k); !ok || string(got) != "third" {
		t.Errorf("another run got %q, %t, want third", got, ok)
	}
	if err := s.Err(); err != nil {
		t.Error(err)
	}
	if tag, err := os.ReadFile(filepath.Join(dir, "CACHEDIR.TAG")); err != nil || !strings.HasPrefix(string(tag), "Signature: 8a477f597d28d172789f06886806bc55\n") {
		t.Errorf("got the tag %q, %v", tag, err)
	}
	if names := files(t, dir); len(names) != 2 {
		t.Errorf("got %q, want one record and the tag", names)
	}
}

func TestAFolderOfSomebodyElseIsNotMarked(t *testing.T) {
	dir := t.TempDir()
	Open(dir).Put(KeyOf("k"), nil)
	if names := files(t, dir); len(names) != 1 {
		t.Errorf("got %q, want the record alone", names)
	}
}

func TestWithoutAFolder(t *testing.T) {
	for name, s := range map[string]*Store{"nil": nil, "zero": {}, "no name": Open("")} {
		s.Put(KeyOf("k"), []byte("data"))
		if _, ok := s.Get(KeyOf("k")); ok || s.Has(KeyOf("k")) || s.Err() != nil {
			t.Errorf("%s keeps something, or complains: %v", name, s.Err())
		}
	}
}

// TestDamage changes every byte of a record, cuts it everywhere and makes it
// longer: it must be absent then, and put again without fuss.
func TestDamage(t *testing.T) {
	s := Open(t.TempDir())
	k, data := KeyOf("k"), []byte("what was found")
	s.Put(k, data)
	path := s.path(k)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, at int, b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(k); ok {
			t.Errorf("%s at %d: got %q, want no record", what, at, got)
		}
		if _, err := os.Lstat(path); err == nil {
			t.Errorf("%s at %d: the file is still there", what, at)
		}
	}
	for i := range whole {
		for bit := range 8 {
			b := bytes.Clone(whole)
			b[i] ^= 1 << bit
			try("a flipped bit", i, b)
		}
		try("cut", i, whole[:i])
		zeros := bytes.Clone(whole)
		clear(zeros[i:])
		try("zeros from", i, zeros)
		b := bytes.Clone(whole)
		clear(b[:i+1])
		try("zeros up to", i, b)
	}
	try("longer", len(whole), append(bytes.Clone(whole), 0))
	try("twice", len(whole), append(bytes.Clone(whole), whole...))
	s.Put(k, data)
	if got, ok := s.Get(k); !ok || !bytes.Equal(got, data) || s.Err() != nil {
		t.Errorf("got %q, %t, %v, want the record", got, ok, s.Err())
	}
}

// TestAnotherRecord: a good record in the place of another is damage too.
func TestAnotherRecord(t *testing.T) {
	s := Open(t.TempDir())
	a, b := KeyOf("a"), KeyOf("b")
	s.Put(a, []byte("of a"))
	s.Put(b, []byte("of b"))
	if err := os.Rename(s.path(a), s.path(b)); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Get(b); ok {
		t.Errorf("got %q", got)
	}
}

func TestTooLarge(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("k")
	s.Put(k, nil)
	if err := os.Truncate(s.path(k), recordHeader+maxRecord+1); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(k); ok {
		t.Error("got a record that is too large")
	}
	s.Put(k, make([]byte, maxRecord+1))
	if s.Has(k) || s.Err() == nil {
		t.Error("kept a record that is too large")
	}
	s.Put(k, []byte("small"))
	if _, ok := s.Get(k); !ok {
		t.Error("one record that is too large ended the writing")
	}
}

// TestOtherThingsInARecordsPlace are absent records, and stay.
func TestOtherThingsInARecordsPlace(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("k")
	s.Put(k, nil)
	if err := os.Remove(s.path(k)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.path(k), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(k); ok || s.Has(k) {
		t.Error("got a record from a folder")
	}
	s.Put(k, []byte("data"))
	if s.Err() == nil {
		t.Error("no word of a record that cannot be put")
	}
	if names := files(t, s.dir); len(names) != 0 {
		t.Errorf("got %q, want nothing left behind", names)
	}
}

func TestUseRefreshesTheTime(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("k")
	for _, tt := range []struct {
		age     time.Duration
		refresh bool
	}{{time.Hour, false}, {25 * time.Hour, true}, {-25 * time.Hour, true}} {
		s.Put(k, nil)
		old := time.Now().Add(-tt.age).Truncate(time.Second)
		if err := os.Chtimes(s.path(k), old, old); err != nil {
			t.Fatal(err)
		}
		s.Has(k)
		if info, err := os.Stat(s.path(k)); err != nil || !info.ModTime().Equal(old) {
			t.Errorf("age %v: Has is no use", tt.age)
		}
		s.Get(k)
		info, err := os.Stat(s.path(k))
		if err != nil {
			t.Fatal(err)
		}
		if got := !info.ModTime().Equal(old); got != tt.refresh {
			t.Errorf("age %v: refreshed %t, want %t", tt.age, got, tt.refresh)
		}
	}
}

func TestTheFolderGoesWhileItIsUsed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	s := Open(dir)
	a, b := KeyOf("a"), KeyOf("b")
	s.Put(a, []byte("of a"))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(a); ok {
		t.Error("got a record that is gone")
	}
	s.Put(b, []byte("of b"))
	if got, ok := s.Get(b); !ok || string(got) != "of b" || s.Err() != nil {
		t.Errorf("got %q, %t, %v, want the record", got, ok, s.Err())
	}
}

func TestALinkToTheFolder(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip(err) // Windows may ask for a right
	}
	Open(link).Put(KeyOf("k"), []byte("data"))
	if got, ok := Open(dir).Get(KeyOf("k")); !ok || string(got) != "data" {
		t.Errorf("got %q, %t, want the record", got, ok)
	}
}

func TestAFileInPlaceOfTheFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{path, filepath.Join(path, "below")} {
		s := Open(dir)
		s.Put(KeyOf("k"), []byte("data"))
		if _, ok := s.Get(KeyOf("k")); ok || s.Err() == nil {
			t.Errorf("%s: got %t, %v, want nothing kept and a word about it", dir, ok, s.Err())
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "mine" {
		t.Errorf("the file is %q, %v", got, err)
	}
}

// files are the paths of all files below a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const day = 24 * time.Hour

// aged puts a record of two blocks that was last used some time ago.
func aged(t *testing.T, s *Store, name string, age time.Duration) Key {
	t.Helper()
	k := KeyOf(name)
	s.Put(k, make([]byte, 5000))
	setAge(t, s.path(k), age)
	return k
}

func setAge(t *testing.T, path string, age time.Duration) {
	t.Helper()
	then := time.Now().Add(-age)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

func TestTrim(t *testing.T) {
	const space = 8192 // of each record
	ages := []time.Duration{0, 2 * day, 5 * day, 29 * day, 31 * day, 90 * day}
	for _, tt := range []struct {
		limits Limits
		keeps  int // of the youngest
	}{
		{Limits{}, 6},
		{Default(), 4},
		{Limits{Age: day}, 1},
		{Limits{Age: time.Nanosecond}, 0},
		{Limits{Size: 6 * space}, 6},
		{Limits{Size: 6*space - 1}, 5},
		{Limits{Size: 2 * space}, 2},
		{Limits{Size: 1}, 0},
		{Limits{Age: 6 * day, Size: 5 * space}, 3},
	} {
		s := Open(t.TempDir())
		var keys []Key
		for i, age := range ages {
			keys = append(keys, aged(t, s, fmt.Sprint(i), age))
		}
		removed, err := s.Trim(tt.limits)
		if err != nil {
			t.Error(err)
		}
		if want := len(ages) - tt.keeps; removed.Records != want || removed.Size != int64(want)*space {
			t.Errorf("%+v: removed %+v, want %d records", tt.limits, removed, want)
		}
		for i, k := range keys {
			if got, want := s.Has(k), i < tt.keeps; got != want {
				t.Errorf("%+v: has the record of %v: %t, want %t", tt.limits, ages[i], got, want)
			}
		}
		left, err := s.Content()
		if err != nil || left.Records != tt.keeps || left.Size != int64(tt.keeps)*space {
			t.Errorf("%+v: got %+v, %v, want %d records", tt.limits, left, err, tt.keeps)
		}
	}
}

func TestContent(t *testing.T) {
	s := Open(t.TempDir())
	old, young := aged(t, s, "old", 9*day), aged(t, s, "young", 2*day)
	aged(t, s, "between", 5*day)
	unfinished(t, s, 0)
	got, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		k    Key
		used time.Time
	}{"oldest": {old, got.Oldest}, "newest": {young, got.Newest}} {
		if info, err := os.Stat(s.path(tt.k)); err != nil || !info.ModTime().Equal(tt.used) {
			t.Errorf("%s: got %v, want %v, %v", name, tt.used, info.ModTime(), err)
		}
	}
	if got.Records != 3 || got.Unfinished != 1 {
		t.Errorf("got %+v, want 3 records and one unfinished", got)
	}
}

// unfinished leaves what a killed writer leaves.
func unfinished(t *testing.T, s *Store, age time.Duration) string {
	t.Helper()
	k := KeyOf(fmt.Sprint("unfinished", age))
	if err := os.MkdirAll(filepath.Dir(s.path(k)), 0o755); err != nil {
		t.Fatal(err)
	}
	path := s.path(k) + ".1f" + tmpSuffix
	if err := os.WriteFile(path, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	setAge(t, path, age)
	return path
}

func TestUnfinishedRecordsGo(t *testing.T) {
	s := Open(t.TempDir())
	fresh, dead := unfinished(t, s, time.Minute), unfinished(t, s, 2*time.Hour)
	removed, err := s.Trim(Limits{Size: 1})
	if err != nil || removed.Unfinished != 1 || removed.Records != 0 {
		t.Errorf("got %+v, %v, want one unfinished", removed, err)
	}
	if _, err := os.Stat(dead); err == nil {
		t.Error("that of a killed writer is still there")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("one that is being written is gone: %v", err)
	}
	if _, err := s.Clear(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(fresh); err == nil {
		t.Error("Clear left an unfinished one")
	}
}

func TestATimeInTheFuture(t *testing.T) {
	s := Open(t.TempDir())
	k := aged(t, s, "k", -900*day)
	if removed, err := s.Trim(Default()); err != nil || removed.Records != 0 {
		t.Errorf("got %+v, %v, want nothing removed", removed, err)
	}
	info, err := os.Stat(s.path(k))
	if err != nil {
		t.Fatal(err)
	}
	if time.Until(info.ModTime()) > day {
		t.Errorf("its time is still %v", info.ModTime())
	}
}

func TestTrimDaily(t *testing.T) {
	s := Open(filepath.Join(t.TempDir(), "cache"))
	s.TrimDaily(Default())
	if _, err := os.Stat(s.dir); err == nil {
		t.Error("a folder that is not there was made")
	}
	k := aged(t, s, "k", 40*day)
	s.TrimDaily(Default())
	if !s.Has(k) || s.Trimmed().IsZero() {
		t.Errorf("the first time: has it %t, trimmed %v, want a mark alone", s.Has(k), s.Trimmed())
	}
	for _, tt := range []struct {
		age   time.Duration
		trims bool
	}{{23 * time.Hour, false}, {25 * time.Hour, true}, {-23 * time.Hour, false}, {-25 * time.Hour, true}} {
		k := aged(t, s, "k", 40*day)
		setAge(t, s.stamp(), tt.age)
		s.TrimDaily(Default())
		if s.Has(k) == tt.trims {
			t.Errorf("last trimmed %v ago: has it %t, want %t", tt.age, s.Has(k), !tt.trims)
		}
		if age := time.Since(s.Trimmed()); tt.trims && (age < 0 || age > time.Hour) {
			t.Errorf("last trimmed %v ago: now it is %v", tt.age, age)
		}
	}
}

// TestForeignFilesStay: the folder may have been named by mistake.
func TestForeignFilesStay(t *testing.T) {
	s := Open(t.TempDir())
	name := KeyOf("k").String()
	other := "00"
	if name[:2] == other {
		other = "01"
	}
	foreign := []string{
		"go.mod", "trimmed.txt", name, "ab/notes", "ab/" + name[:63],
		name[:2] + "/" + name + ".txt",
		name[:2] + "/" + name + ".tmp",
		name[:2] + "/" + name + "..tmp",
		name[:2] + "/" + name + ".xyz.tmp",
		name[:2] + "/" + name + "1f.tmp",
		name[:2] + "/" + name[:63] + "G",
		other + "/" + name, // of another folder
		"zz/" + name,
		name[:2] + "/sub/" + name,
		".git/" + name,
	}
	for _, f := range foreign {
		path := filepath.Join(s.dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		setAge(t, path, 400*day)
	}
	// A folder and a link with the name of a record, and a link with that of
	// a folder of records.
	links := t.TempDir()
	outside := filepath.Join(links, KeyOf("outside").String())
	if err := os.WriteFile(outside, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	made := KeyOf("outside").String()[:2]
	for _, err := range []error{
		os.MkdirAll(filepath.Join(s.dir, "cd", "cd"+name[2:]), 0o755),
		os.Symlink(outside, filepath.Join(s.dir, "cd", "cd"+name[:62])),
		os.RemoveAll(filepath.Join(s.dir, made)),
		os.Symlink(links, filepath.Join(s.dir, made)),
	} {
		if err != nil {
			t.Skip(err) // Windows may ask for a right
		}
	}
	aged(t, s, "k", 400*day)
	before := len(files(t, s.dir))
	if removed, err := s.Trim(Limits{Age: 1, Size: 1}); err != nil || removed.Records != 1 {
		t.Errorf("trim removed %+v, %v, want the one record", removed, err)
	}
	s.Put(KeyOf("k"), nil)
	if removed, err := s.Clear(); err != nil || removed.Records != 1 {
		t.Errorf("clear removed %+v, %v, want the one record", removed, err)
	}
	// One record less, and the stamp more.
	if after := len(files(t, s.dir)); after != before {
		t.Errorf("got %d files, want %d", after, before)
	}
	if got, err := os.ReadFile(outside); err != nil || string(got) != "mine" {
		t.Errorf("a file outside: %q, %v", got, err)
	}
}

func TestClear(t *testing.T) {
	s := Open(filepath.Join(t.TempDir(), "cache"))
	for i := range 300 {
		s.Put(KeyOf(fmt.Sprint(i)), nil)
	}
	removed, err := s.Clear()
	if err != nil || removed.Records != 300 {
		t.Errorf("got %+v, %v, want 300 records", removed, err)
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != tagName {
		t.Errorf("got %v, %v, want the tag alone", entries, err)
	}
	for name, s := range map[string]*Store{"again": s, "nil": nil, "absent": Open(filepath.Join(t.TempDir(), "absent"))} {
		if removed, err := s.Clear(); err != nil || removed != (Content{}) {
			t.Errorf("%s: got %+v, %v, want nothing", name, removed, err)
		}
		if removed, err := s.Trim(Limits{Size: 1}); err != nil || removed != (Content{}) {
			t.Errorf("%s: got %+v, %v, want nothing", name, removed, err)
		}
	}
	s.Put(KeyOf("k"), []byte("data"))
	if _, ok := s.Get(KeyOf("k")); !ok {
		t.Error("nothing can be put after it was cleared")
	}
}

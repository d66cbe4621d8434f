package replay

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tallystick/tallystick/internal/store"
)

// later is after everything that a test does: all lay still before it.
var later, earlier = time.Now().Add(time.Hour), time.Now().Add(-time.Hour)

// kept keeps a run on a folder with a file in it, and gives how to read it.
func kept(t *testing.T) (folder, absent, made string, held func() bool) {
	t.Helper()
	cache := t.TempDir()
	folder, made = t.TempDir(), filepath.Join(t.TempDir(), "report")
	absent = filepath.Join(folder, "sub", "go.work")
	for _, err := range []error{
		os.Mkdir(filepath.Join(folder, "sub"), 0o755),
		os.WriteFile(filepath.Join(folder, "a.go"), []byte("package a\n"), 0o644),
		os.WriteFile(made, []byte("report\n"), 0o644),
		os.Chtimes(made, earlier, earlier),
		os.Chtimes(filepath.Join(folder, "a.go"), earlier, earlier),
		os.Chtimes(folder, earlier, earlier),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	key := digest{1}
	keep(cache, key, Run{
		Depends: []string{folder, filepath.Join(folder, "a.go"), absent},
		Exists:  []string{filepath.Join(cache, "there"), cache},
		Made:    []string{made}, Stdout: []byte("found\n"), Exit: 1,
	}, later)
	_, path := place(cache, key)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := read(data, key)
	if !ok || string(r.stdout) != "found\n" || r.exit != 1 {
		t.Fatalf("got %+v, %v", r, ok)
	}
	t.Cleanup(func() { os.Remove(filepath.Join(cache, "there")) })
	return folder, absent, made, r.holds
}

func TestHolds(t *testing.T) {
	set := func(path, text string) error { return os.WriteFile(path, []byte(text), 0o644) }
	for name, change := range map[string]func(folder, absent, made string) error{
		"content of the same size": func(folder, _, _ string) error { return set(filepath.Join(folder, "a.go"), "package b\n") },
		"content with the time of before": func(folder, _, _ string) error {
			path := filepath.Join(folder, "a.go")
			for before := look(path); look(path) == before; { // times of old kernels are coarse
				if err := errors.Join(set(path, "package b\n"), os.Chtimes(path, earlier, earlier)); err != nil {
					return err
				}
			}
			return nil
		},
		"another file in its place": func(folder, _, _ string) error {
			other := filepath.Join(folder, "sub", "b")
			if err := set(other, "package a\n"); err != nil {
				return err
			}
			return os.Rename(other, filepath.Join(folder, "a.go"))
		},
		"rights":           func(folder, _, _ string) error { return os.Chmod(filepath.Join(folder, "a.go"), 0o600) },
		"a file gone":      func(folder, _, _ string) error { return os.Remove(filepath.Join(folder, "a.go")) },
		"a new file":       func(folder, _, _ string) error { return set(filepath.Join(folder, "b.go"), "") },
		"one that was not": func(_, absent, _ string) error { return set(absent, "") },
		"the report":       func(_, _, made string) error { return set(made, "another\n") },
		"no report":        func(_, _, made string) error { return os.Remove(made) },
	} {
		t.Run(name, func(t *testing.T) {
			folder, absent, made, holds := kept(t)
			if !holds() {
				t.Fatal("it does not hold although nothing has changed")
			}
			if err := change(folder, absent, made); err != nil {
				t.Fatal(err)
			}
			if holds() {
				t.Error("it holds")
			}
		})
	}
}

// TestExists wants a folder of which it only matters that it is there to
// change, and not to come or go.
func TestExists(t *testing.T) {
	dir := t.TempDir()
	git := filepath.Join(dir, ".git")
	r, ok := take(Run{Exists: []string{git, dir}}, later)
	if !ok || !r.holds() {
		t.Fatalf("got %+v, %v", r, ok)
	}
	if err := os.WriteFile(filepath.Join(dir, "new"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if !r.holds() {
		t.Error("it does not hold although only what is in the folder has changed")
	}
	if err := os.Mkdir(git, 0o755); err != nil {
		t.Fatal(err)
	}
	if r.holds() {
		t.Error("it holds although there is a repository now")
	}
}

// TestTake wants nothing kept of what may have been read as it was before.
func TestTake(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		run    Run
		before time.Time
		want   bool
	}{
		"it lay still":              {Run{Depends: []string{path}}, later, true},
		"it was changed meanwhile":  {Run{Depends: []string{path}}, time.Now().Add(-grain), false},
		"what is not there":         {Run{Depends: []string{path + "x"}}, time.Now().Add(-grain), true},
		"what was made":             {Run{Made: []string{path}}, time.Now().Add(-grain), true},
		"what was made and is gone": {Run{Made: []string{path + "x"}}, later, false},
	} {
		if _, ok := take(test.run, test.before); ok != test.want {
			t.Errorf("%s: got %v", name, ok)
		}
	}
}

func TestRead(t *testing.T) {
	key := digest{1}
	r, _ := take(Run{Depends: []string{t.TempDir()}, Stdout: []byte("found\n")}, later)
	data := r.write(key)
	if _, ok := read(data, key); !ok {
		t.Fatal("it cannot be read")
	}
	if _, ok := read(data, digest{2}); ok {
		t.Error("it answers another question")
	}
	for i := range data {
		broken := bytes.Clone(data)
		broken[i] ^= 1
		if _, ok := read(broken, key); ok {
			t.Errorf("it is read with another bit in byte %d", i)
		}
		if _, ok := read(data[:i], key); ok {
			t.Errorf("it is read when only %d bytes are there", i)
		}
	}
	if _, ok := read(make([]byte, len(data)), key); ok {
		t.Error("zeros are read")
	}
	r.exit = 2
	if _, ok := read(r.write(key), key); ok {
		t.Error("a run that went wrong is given again")
	}
}

func TestFolder(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		env  map[string]string
		want string
	}{
		"flag":              {[]string{"lint", "--cache", "/f"}, map[string]string{"TALLYSTICK_CACHE": "/t"}, "/f"},
		"flag with =":       {[]string{"lint", "--cache=/f"}, nil, "/f"},
		"the last flag":     {[]string{"lint", "--cache=/f", "--cache", "/g"}, nil, "/g"},
		"off":               {[]string{"lint", "--cache", "off"}, map[string]string{"HOME": "/h"}, ""},
		"relative":          {[]string{"lint", "--cache", "f"}, nil, ""},
		"input":             {nil, map[string]string{"INPUT_CACHE": "/i", "TALLYSTICK_CACHE": "/t"}, "/i"},
		"variable":          {nil, map[string]string{"TALLYSTICK_CACHE": "/t", "HOME": "/h"}, "/t"},
		"variable off":      {nil, map[string]string{"TALLYSTICK_CACHE": "off", "HOME": "/h"}, ""},
		"XDG":               {nil, map[string]string{"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/tallystick/lint"},
		"XDG that is none":  {nil, map[string]string{"XDG_CACHE_HOME": "x", "HOME": "/h"}, "/h/.cache/tallystick/lint"},
		"home":              {nil, map[string]string{"HOME": "/h"}, "/h/.cache/tallystick/lint"},
		"nothing is known":  {nil, nil, ""},
		"a flag like it":    {[]string{"--cached=/f"}, map[string]string{"HOME": "/h"}, "/h/.cache/tallystick/lint"},
		"a flag at the end": {[]string{"--cache"}, map[string]string{"HOME": "/h"}, "/h/.cache/tallystick/lint"},
	} {
		getenv := func(name string) string { return test.env[name] }
		if got := folder(test.args, getenv); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
		if test.args != nil || test.env["INPUT_CACHE"] != "" || test.env == nil {
			continue
		}
		if got, err := store.Dir("", "/root", getenv); err != nil || got != test.want {
			t.Errorf("%s: the store has %q, %v, want %q", name, got, err, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	r, _ := take(Run{Depends: []string{"/"}, Stdout: []byte("found\n")}, later)
	f.Add(r.write(digest{}))
	f.Fuzz(func(t *testing.T, data []byte) {
		sum := sha256.Sum256(data)
		if r, ok := read(append(data, sum[:]...), digest{}); ok {
			r.holds()
		}
	})
}

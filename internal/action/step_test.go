package action

import (
	"path/filepath"
	"testing"
)

func TestRel(t *testing.T) {
	root := filepath.Join(t.TempDir(), "root")
	dir := filepath.Join(root, "module")
	s := &Step{Root: root, Dir: dir}
	for path, want := range map[string]string{
		root:                             ".",
		root + "/a.go":                   "a.go",
		root + "/a/b.go":                 "a/b.go",
		root + "/a/../b.go":              "b.go",
		root + "//a.go":                  "a.go",
		root + "/a/":                     "a",
		"b.go":                           "module/b.go",
		"../b.go":                        "b.go",
		"../../b.go":                     filepath.ToSlash(filepath.Dir(root)) + "/b.go",
		root + "ed/a.go":                 filepath.ToSlash(root) + "ed/a.go",
		root + "/../other":               filepath.ToSlash(filepath.Dir(root)) + "/other",
		filepath.Join(root, "..a", "b"):  "..a/b",
		filepath.Join(root, "ä", " b.x"): "ä/ b.x",
	} {
		if got := filepath.ToSlash(filepath.Clean(s.Rel(filepath.FromSlash(path)))); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func BenchmarkRel(b *testing.B) {
	s := &Step{Root: "/home/someone/src/repository", Dir: "/home/someone/src/repository/module"}
	for b.Loop() {
		s.Rel("/home/someone/src/repository/module/internal/ledger/state.go")
	}
}

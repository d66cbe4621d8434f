package tree_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/tree"
	"github.com/tallystick/tallystick/internal/wire"
)

const source = "//go:build linux\n\npackage p\n\nimport (\n\t\"embed\"\n\t\"fmt\"\n)\n\n//go:embed a.txt\nvar fs embed.FS\n\nfunc F() { fmt.Println(1) }\n"

// TestUpdate says what each change of a folder amounts to.
func TestUpdate(t *testing.T) {
	write := func(t *testing.T, path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	replace := func(old, new string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if !strings.Contains(source, old) {
				t.Fatalf("no %q", old)
			}
			write(t, filepath.Join(dir, "p.go"), strings.Replace(source, old, new, 1))
		}
	}
	tests := []struct {
		name string
		edit func(t *testing.T, dir string)
		want tree.Change
	}{
		{"nothing", func(*testing.T, string) {}, tree.Nothing},
		{"a body", replace("Println(1)", "Println(22)"), tree.Bodies},
		{"a body of the same length", replace("Println(1)", "Println(2)"), tree.Bodies},
		{"an import", replace("\"fmt\"", "\"log\""), tree.Structure},
		{"the package's name", replace("package p", "package q"), tree.Structure},
		{"a build constraint", replace("linux", "darwin"), tree.Structure},
		{"what is embedded", replace("a.txt", "b.txt"), tree.Structure},
		{"a comment above", replace("package p", "// P\npackage p"), tree.Bodies},
		{"what does not parse", replace("package p", "pakage p"), tree.Structure},
		{"written again as it was", replace("p", "p"), tree.Nothing},
		{"a new file", func(t *testing.T, dir string) { write(t, dir+"/q.go", "package p\n") }, tree.Structure},
		{"a new file of another kind", func(t *testing.T, dir string) { write(t, dir+"/q.txt", "") }, tree.Nothing},
		{"a new file among what is embedded", func(t *testing.T, dir string) { write(t, dir+"/all/q.txt", "") }, tree.Structure},
		{"a new folder", func(t *testing.T, dir string) { write(t, dir+"/sub/q.txt", "") }, tree.Structure},
		{"a new hidden folder", func(t *testing.T, dir string) { write(t, dir+"/.sub/q.txt", "") }, tree.Nothing},
		{"a file gone", func(t *testing.T, dir string) { remove(t, dir+"/p.go") }, tree.Structure},
		{"a module inside", func(t *testing.T, dir string) { write(t, dir+"/all/go.mod", "module x\n") }, tree.Structure},
		{"settings of an analyzer", func(t *testing.T, dir string) { write(t, dir+"/x.conf", "x") }, tree.Bodies},
		{"go.sum", func(t *testing.T, dir string) { write(t, dir+"/go.sum", "x") }, tree.Structure},
		{"replaced by a file with the same time and size", func(t *testing.T, dir string) {
			info, err := os.Stat(dir + "/p.go")
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir+"/new", strings.Replace(source, "Println(1)", "Println(7)", 1))
			if err := os.Chtimes(dir+"/new", info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(dir+"/new", dir+"/p.go"); err != nil {
				t.Fatal(err)
			}
		}, tree.Bodies},
	}
	for _, test := range tests {
		for _, old := range []bool{false, true} {
			dir := t.TempDir()
			write(t, dir+"/p.go", source)
			write(t, dir+"/all/a.txt", "x")
			if old { // long enough ago for times to be trusted
				past := time.Now().Add(-time.Hour)
				for _, path := range []string{dir + "/p.go", dir + "/all/a.txt", dir + "/all", dir} {
					if err := os.Chtimes(path, past, past); err != nil {
						t.Fatal(err)
					}
				}
			}
			dirs := append(tree.Below(dir), tree.Dir{Path: dir + "/all", All: true})
			if len(dirs) != 3 {
				t.Fatalf("got folders %v", dirs)
			}
			var w wire.Writer
			tree.Scan([]tree.Dir{dirs[0], dirs[2]}, []string{dir + "/go.sum", dir + "/x.conf"}).Write(&w)
			test.edit(t, dir)
			r := wire.NewReader(w.Bytes())
			remembered := tree.Read(r)
			if r.Err() != nil {
				t.Fatal(r.Err())
			}
			if got, _ := remembered.Update(); got != test.want {
				t.Errorf("%s (old: %v): got change %d, want %d", test.name, old, got, test.want)
			}
			if got, _ := remembered.Update(); got != tree.Nothing {
				t.Errorf("%s: looked at again: got change %d, want none", test.name, got)
			}
		}
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

package gosum

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
)

// input is a module that cannot be looked at as a whole, or takes a road of
// its own: what the action says to it, and how the step ends.
type input struct {
	tampering
	exit int
	says string // in the error
	hint string // in its hint
}

var inputs = []input{
	{tampering{"empty cache", func(w *world) {
		w.remove(w.cache)
		must(w.t, os.Mkdir(w.cache, 0o755))
	}, nil}, action.ExitNotAnalysed, "2 of 2 needed modules are not in the module cache, and were not checked: example.org/a@v1.0.0, example.org/b@v1.1.0", "go mod download"},
	{tampering{"empty cache and a proxy", func(w *world) {
		w.emptyCache()
	}, nil}, action.ExitPass, "", ""},
	{tampering{"empty cache, a proxy and a wrong line", func(w *world) {
		w.emptyCache()
		w.edit("go.sum", w.instead(w.sum("example.org/b v1.1.0"), otherHash))
	}, []string{`go.sum:\d+:22 error gosum/mismatch the cached zip has h1:\S+, folder has h1:\S+, .ziphash has h1:\S+, want h1:AAA\S+ for example.org/b@v1.1.0`}}, action.ExitPass, "", ""},
	{tampering{"empty cache and a proxy that is not there", func(w *world) {
		w.emptyCache()
		w.env = append(w.env, "GOPROXY=file:///nowhere")
	}, nil}, action.ExitNotAnalysed, "were not checked: example.org/a@v1.0.0, example.org/b@v1.1.0\n", "go mod download"},
	{tampering{"one module not in the cache", func(w *world) {
		w.remove(w.of(b).zip)
		w.remove(w.of(b).folder)
	}, nil}, action.ExitNotAnalysed, "1 of 2 needed modules are not in the module cache", "go mod download"},
	{tampering{"go.mod in the graph not in the cache", func(w *world) {
		w.remove(w.of(b).goMod)
	}, nil}, action.ExitNotAnalysed, "loading the module graph: ", "go mod download"},
	{tampering{"no dependencies", func(w *world) {
		w.remove("go.sum")
		w.edit("go.mod", func(string) string { return "module example.org/main\n\ngo 1.24\n" })
	}, nil}, action.ExitPass, "", ""},
	{tampering{"malformed go.mod", func(w *world) {
		w.edit("go.mod", with("frobnicate\n"))
	}, nil}, action.ExitNotAnalysed, "go.mod:9: unknown directive: frobnicate", "mend that line"},
	{tampering{"no module line", func(w *world) {
		w.edit("go.mod", func(string) string { return "go 1.24\n" })
	}, nil}, action.ExitNotAnalysed, "go.mod has no module line", "go mod edit -module"},
	{tampering{"newer than the installed Go", func(w *world) {
		w.edit("go.mod", w.instead("go 1.24", "go 1.99"))
	}, nil}, action.ExitNotAnalysed, "go.mod requires go >= 1.99", ""},
	{tampering{"no go.sum at all but a text", func(w *world) {
		w.edit("go.sum", func(string) string { return strings.Repeat("lorem ipsum\n", 1000) })
	}, []string{`go.sum:1:1 error gosum/malformed`}}, action.ExitNotAnalysed, "go.sum has 50 malformed lines in its first 50, so it is no go.sum", "go mod tidy"},
	{tampering{"a folder for go.sum", func(w *world) {
		w.remove("go.sum")
		must(w.t, os.Mkdir(filepath.Join(w.module, "go.sum"), 0o755))
	}, nil}, action.ExitEnvironment, "reading go.sum: ", ""},
	{tampering{"a file for a folder of the cache", func(w *world) {
		at := filepath.Join(w.cache, "cache", "download", "example.org", "b")
		w.remove(at)
		w.edit(at, with("x"))
	}, nil}, action.ExitEnvironment, "reading the cached .ziphash of example.org/b@v1.1.0: ", "go clean -modcache"},
	{tampering{"changed unseen by a flag", func(w *world) {
		w.env = append(w.env, "GOFLAGS=-overlay=/tmp/x.json")
	}, nil}, action.ExitUsage, "GOFLAGS holds -overlay", "unset GOFLAGS"},
	{tampering{"replaced by a folder", func(w *world) {
		w.edit("fork/go.mod", with("module example.org/b\n"))
		w.edit("go.mod", with("\nreplace example.org/b => ./fork\n"))
	}, []string{
		`go.mod:10:26 notice gosum/local example.org/b is replaced by the folder ./fork, which no line`,
		`superfluous nothing in the module graph asks for example.org/b@v1.1.0$`,
		`superfluous nothing in the module graph asks for the go.mod of example.org/b@v1.1.0`,
	}}, action.ExitPass, "", ""},
	{tampering{"replaced by a module, without its lines", func(w *world) {
		w.edit("go.mod", with("\nreplace example.org/b => example.org/fork v1.0.0\n"))
	}, []string{
		`go.mod:10:26 error gosum/missing go.sum has no line for the code and go.mod of example.org/fork@v1.0.0`,
	}}, action.ExitNotAnalysed, "1 of 2 needed modules are not in the module cache, and were not checked: example.org/fork@v1.0.0", "go mod download"},
	{tampering{"replaced by a module and vendored", func(w *world) {
		w.edit("go.mod", with("\nreplace example.org/b => example.org/fork v1.0.0\n"))
		w.tool("mod", "tidy")
		w.tool("mod", "vendor")
	}, nil}, action.ExitPass, "", ""},
	{tampering{"vendored before it was replaced", func(w *world) {
		w.tool("mod", "vendor")
		w.edit("go.mod", with("\nreplace example.org/b => example.org/fork v1.0.0\n"))
		w.tool("mod", "tidy")
	}, []string{
		`b/LICENSE error gosum/vendor example.org/fork@v1.0.0 has no file LICENSE`,
		`b/b.go error gosum/vendor the file is not that of example.org/fork@v1.0.0`,
		`b_windows.go error`, `sub.go error`, `table.txt error`, `data.txt error`,
		`vendor/modules.txt:4 error gosum/vendor got example.org/b@v1.1.0 replaced by nothing, want example.org/fork@v1.0.0 as in go.mod`,
	}}, action.ExitPass, "", ""},
	{tampering{"folder vendored", func(w *world) {
		w.edit("fork/go.mod", with("module example.org/b\n"))
		w.edit("fork/b.go", with("package b\n\nconst B = 3\n"))
		w.edit("fork/sub/sub.go", with("package sub\n\nconst Sub = 3\n"))
		w.edit("go.mod", with("\nreplace example.org/b => ./fork\n"))
		w.tool("mod", "tidy")
		w.tool("mod", "vendor")
		w.edit("fork/b.go", with("// newer\n"))
	}, []string{
		`gosum/local`, `vendor/example.org/b/b.go error gosum/vendor the file is not that of ./fork`,
	}}, action.ExitPass, "", ""},
	{tampering{"go.work.sum", func(w *world) {
		w.edit("go.work", with("go 1.24\n\nuse .\n"))
		w.edit("go.work.sum", with("example.org/b v1.1.0 "+otherHash+"\nx\n"))
	}, []string{
		`go.work.sum:1:22 error gosum/mismatch the cached zip has`,
		`go.work.sum:2:1 error gosum/malformed got 1 words, want 3`,
	}}, action.ExitPass, "", ""},
	{tampering{"vendored by go work", func(w *world) {
		w.edit("vendor/modules.txt", with("## workspace\n# example.org/b v1.1.0\n"))
	}, nil}, action.ExitNotAnalysed, "vendor/ was made by go work vendor", "GOWORK=off go mod vendor"},
	{tampering{"vendored, module not in the cache", func(w *world) {
		w.tool("mod", "vendor")
		w.remove(w.of(b).zip)
		w.remove(w.of(b).folder)
	}, nil}, action.ExitNotAnalysed, "1 of 2 needed modules", "go mod download"},
	{tampering{"vendor is a link", func(w *world) {
		must(w.t, os.Symlink("/tmp", filepath.Join(w.module, "vendor")))
	}, nil}, action.ExitNotAnalysed, "vendor is no folder of the module", "go mod vendor"},
}

func TestInputs(t *testing.T) {
	clean := newWorld(t)
	clean.tool("mod", "tidy")
	for _, test := range inputs {
		t.Run(test.name, func(t *testing.T) {
			w := clean.copy(t)
			test.alter(w)
			got, err := w.run()
			if exit := action.ExitOf(err); exit != test.exit {
				t.Errorf("got exit code %d (%v), want %d", exit, err, test.exit)
			}
			if err != nil && !(strings.Contains(err.Error(), test.says) && strings.Contains(action.HintOf(err), test.hint)) {
				t.Errorf("got  %v (%s)\nwant %s (%s)", err, action.HintOf(err), test.says, test.hint)
			}
			if test.name == "no go.sum at all but a text" {
				got = got[:1] // and so on
			}
			match(t, got, test.want)
		})
	}
}

// A read-only module cache is enough. (Root may write all the same: what run
// compares before and after holds for everybody.)
func TestReadOnlyCache(t *testing.T) {
	w := newWorld(t)
	w.tool("mod", "tidy")
	setWritable := func(yes bool) {
		must(t, filepath.WalkDir(w.cache, func(path string, d os.DirEntry, err error) error {
			switch {
			case err != nil || !d.IsDir():
				return err
			case yes:
				return os.Chmod(path, 0o755)
			}
			return os.Chmod(path, 0o555)
		}))
	}
	setWritable(false)
	defer setWritable(true)
	if got, err := w.run(); err != nil || len(got) > 0 {
		t.Errorf("got %v and %v, want nothing", got, err)
	}
}

// What cannot be read is no pass. Root reads whatever its mode, but no link
// that leads to itself.
func TestUnreadableCache(t *testing.T) {
	for name, spoil := range map[string]func(*world){
		"mode": func(w *world) { must(t, os.Chmod(w.of(b).zip, 0)) },
		"loop": func(w *world) {
			at := filepath.Join(w.cache, "cache", "download", "example.org", "b")
			w.remove(at)
			must(t, os.Symlink(at, at))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.tool("mod", "tidy")
			spoil(w)
			_, err := w.run()
			if rootReads := name == "mode" && os.Geteuid() == 0; rootReads {
				if err != nil {
					t.Errorf("as root: got %v, want nothing", err)
				}
				return
			}
			if action.ExitOf(err) != action.ExitEnvironment || !strings.Contains(fmt.Sprint(err), "reading the cached") {
				t.Errorf("got %v, want that it cannot be read", err)
			}
		})
	}
}

// Before go 1.17 go.mod names only what the module itself imports.
func TestOldGoLines(t *testing.T) {
	for _, line := range []string{"go 1.15", "go 1.16", "go 1.17", "go 1.21"} {
		t.Run(line, func(t *testing.T) {
			w := newWorld(t)
			w.edit("go.mod", w.instead("go 1.24", line))
			w.edit("main.go", func(string) string { return "package main\n\nimport _ \"example.org/a\"\n\nfunc main() {}\n" })
			w.edit("go.mod", w.instead("\texample.org/b v1.1.0\n", ""))
			w.tool("mod", "tidy")
			got, err := w.run()
			if err != nil || len(got) > 0 {
				t.Errorf("tidy: got %v and %v, want nothing", got, err)
			}
			w.edit("go.sum", w.instead("example.org/b v1.0.0 "+w.sum("example.org/b v1.0.0")+"\n", ""))
			got, err = w.run()
			if err != nil {
				t.Error(err)
			}
			match(t, got, []string{`error gosum/missing go.sum has no line for the code of example.org/b@v1.0.0`})
		})
	}
}

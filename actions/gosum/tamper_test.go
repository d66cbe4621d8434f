package gosum

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const otherHash = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// tampering is one way to alter a module that was right, and what the action
// says to it: every finding, as "place severity rule message" (a regular
// expression), in order.
type tampering struct {
	name  string
	alter func(w *world)
	want  []string
}

// The names A1 to B6 and V1 to V8 are those of the cases that "go build", "go
// mod verify" or both let pass. B4, in which go.sum is altered with the cache,
// takes the checksum database.
var tamperings = []tampering{
	{"clean", func(*world) {}, nil},
	{"A1 hash of a zip altered", func(w *world) {
		w.edit("go.sum", w.instead("b v1.1.0 "+w.sum("example.org/b v1.1.0"), "b v1.1.0 "+otherHash))
	}, []string{`go.sum:\d+:22 error gosum/mismatch the cached zip has h1:\S+, folder has h1:\S+, .ziphash has h1:\S+, want h1:AAA\S+ for example.org/b@v1.1.0`}},
	{"A2 hash of a go.mod altered", func(w *world) {
		w.edit("go.sum", w.instead(w.sum("example.org/a v1.0.0/go.mod"), otherHash))
	}, []string{`go.sum:\d+:29 error gosum/mismatch the cached go.mod has h1:\S+, want h1:AAA\S+ for the go.mod of example.org/a@v1.0.0`}},
	{"A3 line of a zip removed", func(w *world) {
		w.edit("go.sum", w.instead("example.org/b v1.1.0 "+w.sum("example.org/b v1.1.0")+"\n", ""))
	}, []string{`go.mod:7:16 error gosum/missing go.sum has no line for the code of example.org/b@v1.1.0`}},
	{"A3 line of a go.mod removed", func(w *world) {
		w.edit("go.sum", w.instead("example.org/a v1.0.0/go.mod "+w.sum("example.org/a v1.0.0/go.mod")+"\n", ""))
	}, []string{`go.mod:6:16 error gosum/missing go.sum has no line for the go.mod of example.org/a@v1.0.0`}},
	{"A4 line for what never existed", func(w *world) {
		w.edit("go.sum", with("example.org/never v1.0.0 "+otherHash+"\nexample.org/b v1.0.0 "+otherHash+"\n"))
	}, []string{
		`go.sum:\d+:26 warning gosum/superfluous nothing in the module graph asks for example.org/never@v1.0.0`,
		`go.sum:\d+:22 warning gosum/superfluous the code of example.org/b@v1.0.0 is not needed, the module graph selects v1.1.0`,
	}},
	{"A5 second, wrong line", func(w *world) {
		w.edit("go.sum", with("example.org/b v1.1.0 "+otherHash+"\n"))
	}, []string{
		`go.sum:\d+:22 error gosum/duplicate got a second hash for example.org/b@v1.1.0, want one: line \d+ has another`,
		`go.sum:\d+:22 error gosum/mismatch the cached zip has`,
	}},
	{"A5 second, same line", func(w *world) {
		w.edit("go.sum", with("example.org/b v1.1.0 "+w.sum("example.org/b v1.1.0")+"\n"))
	}, []string{`go.sum:\d+:22 warning gosum/duplicate line \d+ says the same`}},
	{"A6 hash of a test's dependency altered", func(w *world) {
		w.edit("go.sum", w.instead(w.sum("example.org/t v1.0.0"), otherHash))
	}, []string{`error gosum/mismatch .* for example.org/t@v1.0.0`}},
	{"A7 emptied", func(w *world) {
		w.edit("go.sum", func(string) string { return "" })
	}, []string{`go.mod error gosum/missing go.sum has no line, want lines for 2 modules: example.org/a@v1.0.0, example.org/b@v1.1.0$`}},
	{"B1 extracted folder altered", func(w *world) {
		w.edit(w.of(b).folder+"/b.go", with("func init() { println(1) }\n"))
		w.edit(w.of(b).folder+"/evil.go", with("package b\n"))
	}, []string{`error gosum/mismatch the cached folder has h1:\S+, want h1:\S+ for example.org/b@v1.1.0: b.go is changed, and 1 more`}},
	{"B2 zip altered, no folder", func(w *world) {
		w.edit(w.of(b).folder+"/b.go", with("func init() { println(1) }\n"))
		w.rezip(b)
		w.remove(w.of(b).folder)
	}, []string{`error gosum/mismatch the cached zip has h1:\S+, want h1:\S+ for example.org/b@v1.1.0$`}},
	{"B3 zip, folder and recorded hash altered alike", func(w *world) {
		w.edit(w.of(b).folder+"/b.go", with("func init() { println(1) }\n"))
		w.rezip(b)
		w.rehash(b)
	}, []string{`error gosum/mismatch the cached zip has (h1:\S+), folder has h1:\S+, .ziphash has h1:`}},
	{"B6 cached go.mod altered", func(w *world) {
		w.edit(w.of(b).goMod, with("\n// changed\n"))
	}, []string{`error gosum/mismatch the cached go.mod has h1:\S+, want h1:\S+ for the go.mod of example.org/b@v1.1.0`}},
	{"recorded hash altered alone", func(w *world) {
		w.edit(w.of(b).zipHash, func(string) string { return otherHash })
	}, []string{`error gosum/mismatch the cached .ziphash has h1:AAA\S+, want`}},
	{"link in the folder", func(w *world) {
		w.remove(w.of(b).folder + "/b.go")
		must(w.t, os.Symlink("/etc/hostname", w.of(b).folder+"/b.go"))
	}, []string{`error gosum/mismatch the cached folder is damaged: "b.go" is no regular file`}},
	{"damaged zip", func(w *world) {
		w.edit(w.of(b).zip, func(string) string { return "PK no zip" })
	}, []string{`error gosum/mismatch the cached zip is damaged: zip: not a valid zip file, want`}},
	{"zip cut short", func(w *world) {
		w.edit(w.of(b).zip, func(s string) string { return s[:len(s)/2] })
	}, []string{`error gosum/mismatch the cached zip is damaged`}},
	{"a folder where the zip should be", func(w *world) {
		w.remove(w.of(b).zip)
		must(w.t, os.Mkdir(w.of(b).zip, 0o755))
	}, []string{`error gosum/mismatch the cached zip is damaged: v1.1.0.zip is no regular file`}},
	{"a file where the folder should be", func(w *world) {
		w.remove(w.of(b).folder)
		w.edit(w.of(b).folder, with("x"))
	}, []string{`error gosum/mismatch the cached folder is damaged: b@v1.1.0 is not a folder`}},
	{"interrupted extraction", func(w *world) {
		w.remove(w.of(b).folder + "/b.go")
		w.edit(strings.TrimSuffix(w.of(b).zip, ".zip")+".partial", with(""))
	}, nil},
	{"no zip", func(w *world) { w.remove(w.of(b).zip) }, nil},
	{"no folder", func(w *world) { w.remove(w.of(b).folder) }, nil},
	{"malformed lines", func(w *world) {
		w.edit("go.sum", func(s string) string {
			return "<<<<<<< HEAD\n\n" + s + "../../x v1.0.0 " + otherHash + "\nexample.org/b 1.1 " + otherHash + "\nexample.org/b v1.1.0 h1:short\nexample.org/b v1.1.0 h2:xyz\n"
		})
	}, []string{
		`go.sum:1:1 error gosum/malformed got 2 words, want 3`,
		`go.sum:\d+:1 error gosum/malformed got "../../x", want a module path`,
		`go.sum:\d+:15 error gosum/malformed got "1.1", want a version`,
		`go.sum:\d+:22 error gosum/malformed got hash "h1:short", want h1: and 32 bytes`,
		`go.sum:\d+:22 error gosum/malformed got hash "h2:xyz", want h1:`,
	}},
}

func TestTampering(t *testing.T) {
	clean := newWorld(t)
	clean.tool("mod", "tidy")
	for _, test := range tamperings {
		t.Run(test.name, func(t *testing.T) {
			w := clean.copy(t)
			test.alter(w)
			got, err := w.run()
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			match(t, got, test.want)
		})
	}
}

// copy is the same world in another place.
func (w *world) copy(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	c := &world{t: t, module: filepath.Join(dir, "main"), cache: filepath.Join(dir, "cache")}
	must(t, os.CopyFS(c.module, os.DirFS(w.module)))
	must(t, os.CopyFS(c.cache, os.DirFS(w.cache)))
	c.env = append(append([]string(nil), w.env...), "GOMODCACHE="+c.cache)
	return c
}

func match(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(want):
			t.Errorf("got %s, want nothing more", got[i])
		case i >= len(got):
			t.Errorf("got nothing more, want %s", want[i])
		case !regexp.MustCompile(want[i]).MatchString(got[i]):
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}

var vendorTamperings = []tampering{
	{"clean", func(*world) {}, nil},
	{"V1 file altered", func(w *world) {
		w.edit("vendor/example.org/b/b.go", with("func init() { println(1) }\n"))
	}, []string{`vendor/example.org/b/b.go error gosum/vendor the file is not that of example.org/b@v1.1.0`}},
	{"V2 file added to a package", func(w *world) {
		w.edit("vendor/example.org/b/evil.go", with("package b\n"))
	}, []string{`vendor/example.org/b/evil.go error gosum/vendor example.org/b@v1.1.0 has no file evil.go, want none`}},
	{"V3 version in modules.txt changed", func(w *world) {
		w.edit("vendor/modules.txt", w.instead("example.org/b v1.1.0", "example.org/b v1.0.0"))
	}, []string{`vendor/modules.txt:4 error gosum/vendor got example.org/b@v1.0.0, want v1.1.0 as go.mod selects`}},
	{"V4 go.sum altered", func(w *world) {
		w.edit("go.sum", w.instead(w.sum("example.org/b v1.1.0"), otherHash))
	}, []string{
		`go.sum:\d+:22 error gosum/mismatch`,
		`vendor/modules.txt notice gosum/unchecked vendor/ was not compared with 1 modules that go.sum does not prove: example.org/b@v1.1.0`,
	}},
	{"V5 go.sum deleted", func(w *world) { w.remove("go.sum") }, []string{
		`go.mod error gosum/missing go.sum has no line, want lines for 2 modules`,
		`vendor/modules.txt notice gosum/unchecked vendor/ was not compared with 2 modules`,
	}},
	{"V6 package of a new module added", func(w *world) {
		w.edit("vendor/example.org/evil/evil.go", with("package evil\n"))
		w.edit("vendor/modules.txt", with("# example.org/evil v1.0.0\n## explicit\nexample.org/evil\n"))
	}, []string{
		`vendor/modules.txt:8 error gosum/vendor go.mod does not need example.org/evil@v1.0.0`,
	}},
	{"V6 package added to a known module", func(w *world) {
		w.edit("vendor/example.org/b/evil/evil.go", with("package evil\n"))
		w.edit("vendor/modules.txt", with("example.org/b/evil\n"))
	}, []string{
		`vendor/example.org/b/evil/evil.go error gosum/vendor example.org/b@v1.1.0 has no file evil/evil.go`,
		`vendor/modules.txt:4 error gosum/vendor example.org/b@v1.1.0 has no package example.org/b/evil`,
	}},
	{"file of no module", func(w *world) {
		w.edit("vendor/evil.org/x/x.go", with("package x\n"))
	}, []string{`vendor/evil.org/x/x.go error gosum/vendor no module of vendor/modules.txt has this file`}},
	{"V7 vendor and cached folder altered alike", func(w *world) {
		w.edit("vendor/example.org/b/b.go", with("func init() { println(1) }\n"))
		w.edit(w.of(b).folder+"/b.go", with("func init() { println(1) }\n"))
	}, []string{
		`go.sum:\d+:22 error gosum/mismatch the cached folder has .*: b.go is changed`,
		`vendor/example.org/b/b.go error gosum/vendor the file is not that of`,
	}},
	{"V8 other file gone", func(w *world) { w.remove("vendor/example.org/b/table.txt") }, []string{
		`vendor/example.org/b/table.txt notice gosum/vendor the file is gone, want that of example.org/b@v1.1.0`,
	}},
	{"source gone", func(w *world) { w.remove("vendor/example.org/b/b_windows.go") }, []string{
		`vendor/example.org/b/b_windows.go error gosum/vendor the file is gone`,
	}},
	{"link", func(w *world) {
		w.remove("vendor/example.org/b/b.go")
		must(w.t, os.Symlink("/etc/hostname", filepath.Join(w.module, "vendor/example.org/b/b.go")))
	}, []string{`vendor/example.org/b/b.go error gosum/vendor got a link or device`}},
	{"no modules.txt", func(w *world) { w.remove("vendor/modules.txt") }, []string{
		`vendor/example.org/a/a.go error gosum/vendor no module of vendor/modules.txt has this file`,
		`vendor/example.org/b/LICENSE error`, `b.go error`, `b_windows.go error`, `sub.go error`, `table.txt error`, `data.txt error`,
	}},
	{"only the extracted folder is left", func(w *world) {
		w.remove(w.of(b).zip)
		w.edit("vendor/example.org/b/b.go", with("func init() { println(1) }\n"))
	}, []string{`vendor/example.org/b/b.go error gosum/vendor the file is not that of`}},
}

func TestVendorTampering(t *testing.T) {
	clean := newWorld(t)
	clean.tool("mod", "tidy")
	clean.tool("mod", "vendor")
	if _, err := os.Stat(filepath.Join(clean.module, "vendor/example.org/b/text/data.txt")); err != nil {
		t.Fatalf("the embedded file is not vendored: %v", err)
	}
	for _, test := range vendorTamperings {
		t.Run(test.name, func(t *testing.T) {
			w := clean.copy(t)
			test.alter(w)
			got, err := w.run()
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			match(t, got, test.want)
		})
	}
}

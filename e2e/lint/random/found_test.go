package random

import (
	"path/filepath"
	"testing"
)

// TestFound holds what random edits brought to light, each as small as it can
// be told.
func TestFound(t *testing.T) {
	const goMod = "module example.org/found\n\ngo 1.24\n"
	// p imports q; the external tests of p import neither, but r.
	apart := map[string]string{
		"go.mod":      goMod,
		"p/p.go":      "package p\n\nimport \"example.org/found/q\"\n\n// F calls.\nfunc F() { q.F() }\n",
		"p/p_test.go": "package p_test\n\nimport \"example.org/found/r\"\n\n// F calls.\nfunc F() { r.F() }\n",
		"q/q.go":      "package q\n\n// F does nothing.\nfunc F() {}\n",
		"r/r.go":      "package r\n\n// F does nothing.\nfunc F() {}\n",
	}
	broken := with(apart, "q/z.go", "package q\n\nvar z int = \"text\"\n")
	first := with(apart, "r/z.go", "package r\n\nvar z int = \"text\"\n")
	lost := map[string]string{"go.mod": goMod, "p/p.go": "package p\n\nimport _ \"example.org/found/lost\"\n"}
	for name, test := range map[string]struct {
		steps []map[string]string
		move  bool
	}{
		"external tests of what broke":   {steps: []map[string]string{apart, broken}},
		"external tests of what mended":  {steps: []map[string]string{broken, apart}},
		"external tests broken before":   {steps: []map[string]string{first, with(first, "q/z.go", broken["q/z.go"])}},
		"a missing import in a new home": {steps: []map[string]string{lost, lost}, move: true},
	} {
		t.Run(name, func(t *testing.T) {
			root, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			d, s := &disk{dir: filepath.Join(root, "a")}, settings{patterns: "./...", tests: true}
			knowing, nothing := &linter{}, &linter{}
			for i, files := range test.steps {
				d.write(t, files, now)
				if test.move && i > 0 {
					d.move(t)
				}
				got := knowing.run(t, d, filepath.Join(root, "cache"), s)
				want := nothing.run(t, d, filepath.Join(root, "fresh", string(rune('a'+i))), s)
				if got.text() != want.text() {
					t.Errorf("step %d: a run that knows the past says\n%s\none that knows nothing\n%s", i+1, got.text(), want.text())
				}
			}
		})
	}
}

func with(files map[string]string, path, text string) map[string]string {
	more := map[string]string{path: text}
	for path, text := range files {
		more[path] = text
	}
	return more
}

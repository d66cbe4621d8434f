package golangci

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"
	modzip "golang.org/x/mod/zip"
)

// lookalike stands for golangci-lint: it says what version it is and finds
// one thing.
const lookalike = `package main

import (
	"fmt"
	"os"
)

func main() {
	if os.Args[1] == "--version" {
		fmt.Println("golangci-lint has version 2.15.0 built with go1.26 from here on today")
		return
	}
	fmt.Println("{\"Issues\":[{\"FromLinter\":\"errcheck\",\"Text\":\"t\",\"Pos\":{\"Filename\":\"p.go\",\"Line\":1}}],\"Report\":{\"Linters\":[{\"Name\":\"errcheck\",\"Enabled\":true}]}}")
}
`

// world is a module proxy and a checksum database that know one version, and
// a module to look at.
type world struct {
	t       *testing.T
	dir     string
	environ []string
}

// newWorld has a checksum database that swears to what is on the proxy, with
// other put at the end of its hash of the module.
func newWorld(t *testing.T, other string) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir()}
	m := module.Version{Path: modulePath, Version: newest}
	goMod := []byte("module " + modulePath + "\n\ngo 1.24\n")
	w.write("source/go.mod", string(goMod))
	w.write("source/cmd/golangci-lint/main.go", lookalike)
	w.write("module/go.mod", "module example.org/m\n\ngo 1.24\n")
	w.write("module/.golangci.yml", "version: \"2\"\n")
	w.write("module/p.go", "package p\n")

	at := "proxy/" + modulePath + "/@v/" + newest
	w.write(at+".info", `{"Version":"`+newest+`"}`)
	w.write(at+".mod", string(goMod))
	w.write("proxy/"+modulePath+"/@v/list", newest+"\n")
	zip, err := os.Create(w.path(at + ".zip"))
	w.must(err)
	w.must(errors.Join(modzip.CreateFromDir(zip, m, w.path("source")), zip.Close()))
	sum, err := dirhash.HashZip(w.path(at+".zip"), dirhash.Hash1)
	w.must(err)
	modSum, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(goMod)), nil
	})
	w.must(err)

	signer, verifier, err := note.GenerateKey(rand.Reader, "sum.example.org")
	w.must(err)
	database := httptest.NewServer(sumdb.NewServer(sumdb.NewTestServer(signer, func(path, version string) ([]byte, error) {
		if path != m.Path || version != m.Version {
			return nil, fs.ErrNotExist
		}
		return fmt.Appendf(nil, "%s %s %s\n%s %s/go.mod %s\n", path, version, other+sum, path, version, modSum), nil
	})))
	t.Cleanup(database.Close)

	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	w.must(err)
	bin := filepath.Join(strings.TrimSpace(string(goroot)), "bin")
	t.Setenv("PATH", bin) // no golangci-lint
	gocache, err := exec.Command("go", "env", "GOCACHE").Output()
	w.must(err)
	w.environ = []string{
		"PATH=" + bin, "HOME=" + w.path("home"), "XDG_CACHE_HOME=" + w.path("cache"), "GOCACHE=" + strings.TrimSpace(string(gocache)),
		"GOMODCACHE=" + w.path("modules"), "GOFLAGS=-modcacherw", "GOTOOLCHAIN=local",
		"GOPROXY=file://" + filepath.ToSlash(w.path("proxy")), "GOSUMDB=" + verifier + " " + database.URL,
	}
	t.Cleanup(func() { // which is read-only when golangci-lint is built
		cmd := exec.Command("go", "clean", "-modcache")
		cmd.Env = w.environ
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return w
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *world) write(name, text string) {
	w.t.Helper()
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o755))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o644))
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) run() ([]Issue, error) {
	s := &action.Step{
		Root: w.path("module"), Dir: w.path("module"), Environ: w.environ, Stderr: io.Discard,
		Progress: func(string, ...any) {},
		Getenv: func(name string) (value string) {
			for _, entry := range w.environ {
				if rest, ok := strings.CutPrefix(entry, name+"="); ok {
					value = rest
				}
			}
			return value
		},
	}
	return Run(w.t.Context(), s, Options{Version: newest, Patterns: []string{"./..."}, Tests: true})
}

// TestPinned builds the version that is wanted, once.
func TestPinned(t *testing.T) {
	w := newWorld(t, "")
	issues, err := w.run()
	if err != nil || len(issues) != 1 || issues[0].Location.Path != "p.go" {
		t.Fatalf("got %+v, %v (%s)", issues, err, action.HintOf(err))
	}
	w.environ = append(w.environ, "GOPROXY=off")
	if issues, err := w.run(); err != nil || len(issues) != 1 {
		t.Errorf("kept: got %+v, %v", issues, err)
	}
}

// TestPinnedIsVerified has a proxy that gives something else than the
// checksum database knows.
func TestPinnedIsVerified(t *testing.T) {
	w := newWorld(t, "h1:AAAA")
	issues, err := w.run()
	if action.ExitOf(err) != action.ExitEnvironment || !strings.Contains(err.Error(), "SECURITY ERROR") || len(issues) > 0 {
		t.Errorf("got %+v, %v, want that the checksum does not fit", issues, err)
	}
	entries, err := os.ReadDir(w.path("cache/tallystick/golangci-lint"))
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

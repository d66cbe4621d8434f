package gosum

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	modzip "golang.org/x/mod/zip"
	"golang.org/x/tools/txtar"
)

// world is a module with its own module cache: nothing of the machine but the
// go command and its build cache.
type world struct {
	t             *testing.T
	module, cache string
	env           []string
	// online lets the action use the module proxy.
	online bool
}

// newWorld makes the module of testdata/world.txtar with a go.sum and a cache
// that the real go command made from a module proxy on disk.
func newWorld(t *testing.T) *world {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "world.txtar"))
	must(t, err)
	all := t.TempDir()
	files, err := txtar.FS(archive)
	must(t, err)
	must(t, os.CopyFS(all, files))
	proxy := filepath.Join(all, "proxy")
	for _, m := range []string{"a@v1.0.0", "b@v1.0.0", "b@v1.1.0", "t@v1.0.0", "fork@v1.0.0"} {
		path, version, _ := strings.Cut("example.org/"+m, "@")
		publish(t, proxy, filepath.Join(all, "modules", m), module.Version{Path: path, Version: version})
	}
	w := &world{t: t, module: filepath.Join(all, "main"), cache: filepath.Join(all, "cache")}
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "GO") || strings.HasPrefix(entry, "GOCACHE=") || strings.HasPrefix(entry, "GOROOT=") {
			w.env = append(w.env, entry)
		}
	}
	w.env = append(w.env, "GOENV=off", "GOMODCACHE="+w.cache, "GOSUMDB=off", "GOTOOLCHAIN=local",
		"GOPROXY=file://"+filepath.ToSlash(proxy), "GOFLAGS=-modcacherw")
	return w
}

// publish puts a module on the proxy (go.dev/ref/mod#goproxy-protocol).
func publish(t *testing.T, proxy, dir string, m module.Version) {
	t.Helper()
	at := filepath.Join(proxy, filepath.FromSlash(m.Path), "@v")
	must(t, os.MkdirAll(at, 0o755))
	f, err := os.Create(filepath.Join(at, m.Version+".zip"))
	must(t, err)
	must(t, errors.Join(modzip.CreateFromDir(f, m, dir), f.Close()))
	goMod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(at, m.Version+".mod"), goMod, 0o644))
	must(t, os.WriteFile(filepath.Join(at, m.Version+".info"), []byte(`{"Version":"`+m.Version+`"}`), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tool runs the real go command in the module.
func (w *world) tool(args ...string) {
	w.t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = w.module, w.env
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// edit changes a file of the module or, with an absolute name, any other.
func (w *world) edit(name string, change func(string) string) {
	w.t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(w.module, name)
	}
	data, err := os.ReadFile(name)
	if !errors.Is(err, fs.ErrNotExist) {
		must(w.t, err)
	}
	must(w.t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(w.t, os.WriteFile(name, []byte(change(string(data))), 0o644))
}

// with makes an edit that puts text at the end.
func with(text string) func(string) string { return func(s string) string { return s + text } }

// instead makes an edit that replaces a text, which must be there.
func (w *world) instead(old, text string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			w.t.Fatalf("no %q in:\n%s", old, s)
		}
		return strings.Replace(s, old, text, 1)
	}
}

func (w *world) remove(name string) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(w.module, name)
	}
	must(w.t, os.RemoveAll(name))
}

var b = module.Version{Path: "example.org/b", Version: "v1.1.0"}

// of are the cached copies of b, the module that most cases tamper with.
func (w *world) of(m module.Version) copies { return cache(w.cache).of(m) }

// sum is the hash in go.sum for "example.org/b v1.1.0" and the like.
func (w *world) sum(of string) string {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.module, "go.sum"))
	must(w.t, err)
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, of+" "); ok {
			return strings.TrimSpace(rest)
		}
	}
	w.t.Fatalf("no line for %s in go.sum:\n%s", of, data)
	return ""
}

// emptyCache is what a new runner has: no module, and a proxy.
func (w *world) emptyCache() {
	w.t.Helper()
	w.remove(w.cache)
	must(w.t, os.Mkdir(w.cache, 0o755))
	w.online = true
}

// rezip makes the cached zip anew from the extracted folder.
func (w *world) rezip(m module.Version) {
	w.t.Helper()
	f, err := os.Create(w.of(m).zip)
	must(w.t, err)
	must(w.t, errors.Join(modzip.CreateFromDir(f, m, w.of(m).folder), f.Close()))
}

// rehash makes the recorded hash that of the cached zip.
func (w *world) rehash(m module.Version) {
	w.t.Helper()
	h1, err := dirhash.HashZip(w.of(m).zip, dirhash.Hash1)
	must(w.t, err)
	must(w.t, os.WriteFile(w.of(m).zipHash, []byte(h1), 0o644))
}

// run runs the action and gives its findings as lines of text. It sees to it
// that nothing was changed.
func (w *world) run() ([]string, error) {
	w.t.Helper()
	roots, env := []string{w.module, w.cache}, append(w.env, "GOPROXY=off")
	if w.online {
		roots, env = roots[:1], w.env
	}
	before := state(w.t, roots...)
	var findings []finding.Finding
	step := &action.Step{
		Root: w.module, Dir: w.module, Environ: env,
		Report:   func(f finding.Finding) { findings = append(findings, f) },
		Progress: func(string, ...any) {},
	}
	err := Action.New().Run(context.Background(), step)
	if after := state(w.t, roots...); after != before {
		w.t.Errorf("the action changed files:\n%s\nwere:\n%s", after, before)
	}
	finding.Sort(findings)
	var lines []string
	for _, f := range findings {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", f.Location, f.Severity, f.Rule, f.Message))
		if f.Hint == "" {
			w.t.Errorf("no hint: %s", lines[len(lines)-1])
		}
	}
	return lines, err
}

// state lists files with their times, which no writer leaves alone.
func state(t *testing.T, roots ...string) string {
	t.Helper()
	var all strings.Builder
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				if path == root && errors.Is(err, fs.ErrNotExist) {
					return nil
				}
				return err
			}
			info, err := d.Info()
			if err == nil {
				fmt.Fprintln(&all, path, info.Size(), info.ModTime().UnixNano())
			}
			return err
		})
		must(t, err)
	}
	return all.String()
}

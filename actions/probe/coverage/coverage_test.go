package coverage

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/gotool"
)

// server has a main package with names that an added file could clash with, a
// language version from before coverage could be written, a vendored module,
// and files that are built with a tag only.
const server = `
-- go.mod --
module example.com/server

go 1.13

require example.com/dep v1.0.0
-- vendor/modules.txt --
# example.com/dep v1.0.0
## explicit
example.com/dep
-- vendor/example.com/dep/dep.go --
package dep

func Unused() int { return 1 }

func Used() int { return 2 }
-- cmd/server/main.go --
//go:build special
// +build special

package main

import (
	"bufio"
	"fmt"
	stdos "os"

	"example.com/dep"
	"example.com/server/asset"
)

var os, signal, coverage, strconv, syscall, filepath = 1, 2, 3, 4, 5, 6

type string struct{}

func make() {}

func init() { make() }

func main() {
	contract := &asset.Contract{}
	for lines := bufio.NewScanner(stdos.Stdin); lines.Scan(); {
		fmt.Println(contract.Call(lines.Text()), dep.Used())
	}
	select {}
}
-- cmd/server/other.go --
//go:build !special
// +build !special

package main

func main() {}

func Otherwise() { main() }
-- asset/asset.go --
package asset

type Contract struct{ n int }

func (c *Contract) Call(name string) int {
	switch name {
	case "Add":
		return c.Add()
	case "Remove":
		return c.Remove()
	}
	return 0
}

func (c *Contract) Add() int { c.n++; return c.n }

func (c *Contract) Remove() int {
	if c.n == 0 {
		return -1
	}
	c.n--
	return c.n
}

func (Contract) Empty() {}

func never() bool {
	return true
}

//line generated.y:1
func generated() bool {
	return true
}
`

// unpack writes a module to a new folder.
func unpack(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// process is the server of a test.
type process struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func start(t *testing.T, binary, counters string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(binary)}
	p.Env = []string{"GOCOVERDIR=" + counters}
	var err error
	if p.in, err = p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.Process.Kill()
		_ = p.Wait()
	})
	return p
}

func (p *process) call(t *testing.T, function string) {
	t.Helper()
	if _, err := fmt.Fprintln(p.in, function); err != nil {
		t.Fatal(err)
	}
	if line, err := p.out.ReadString('\n'); err != nil || !strings.HasSuffix(line, " 2\n") {
		t.Fatalf("got %q, %v, want an answer", line, err)
	}
}

func names(list []Function) (names []string) {
	for _, f := range list {
		names = append(names, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Name))
	}
	return names
}

// toolchain is that of the tests.
func toolchain(t *testing.T, tool gotool.Go) Toolchain {
	t.Helper()
	vars, err := tool.Var(t.Context(), "GOROOT", "GOMODCACHE")
	if err != nil {
		t.Fatal(err)
	}
	return Toolchain{vars["GOROOT"], vars["GOMODCACHE"]}
}

// build builds a package of a module with counters.
func build(t *testing.T, module Module, sdk Toolchain, dir, binary string, env ...string) {
	t.Helper()
	b, err := Overlay(module, sdk, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(b.Go, slices.Concat([]string{"build", "-mod=vendor", "-trimpath", "-tags=special", "-o", binary}, b.Flags, []string{"."})...)
	cmd.Dir, cmd.Env = dir, slices.Concat(os.Environ(), []string{"GOWORK=off", "GOFLAGS=", "CGO_ENABLED=0"}, env, b.Env)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func TestServerThatNeverEnds(t *testing.T) {
	dir := filepath.Join(unpack(t, server), "cmd", "server")
	counters, binary := t.TempDir(), filepath.Join(t.TempDir(), "server")
	tool := gotool.Go{Dir: dir, Env: append(os.Environ(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=0")}
	at, err := ModuleOf(dir)
	if err != nil || at.Path != "example.com/server" {
		t.Fatalf("got %+v, %v, want the module", at, err)
	}
	build(t, at, toolchain(t, tool), dir, binary)
	if _, err = Read(t.Context(), tool.Run, counters, at); action.ExitOf(err) != 3 {
		t.Errorf("got %v, want that there are no counters", err)
	}

	first, second := start(t, binary, counters), start(t, binary, counters)
	first.call(t, "Add")
	written(t, first, counters)
	c, err := Read(t.Context(), tool.Run, counters, at)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"asset/asset.go:17 (*Contract).Remove", "asset/asset.go:27 never"}
	if got := names(c.Unreached()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v unreached, want %v", got, want)
	}
	if want := []string{"asset/generated.y"}; !reflect.DeepEqual(c.Unread, want) {
		t.Errorf("got %v unread, want %v", c.Unread, want)
	}
	for _, f := range c.Functions {
		if strings.Contains(f.File, "tallystick") || strings.Contains(f.File, "dep") {
			t.Errorf("got %+v, which is none of the chaincode's own", f)
		}
	}
	before := c.Percent()

	// Another replica, and a second time.
	second.call(t, "Remove")
	first.call(t, "Remove")
	written(t, first, counters)
	written(t, second, counters)
	if c, err = Read(t.Context(), tool.Run, counters, at); err != nil {
		t.Fatal(err)
	}
	if got := names(c.Unreached()); !reflect.DeepEqual(got, want[1:]) || c.Percent() <= before || c.Percent() >= 100 {
		t.Errorf("got %v and %.1f %%, want %v and more than %.1f %%", got, c.Percent(), want[1:], before)
	}
}

func written(t *testing.T, p *process, counters string) {
	t.Helper()
	if err := p.Process.Signal(Signal); err != nil {
		t.Fatal(err)
	}
	if err := Await(t.Context(), counters, p.Process.Pid); err != nil {
		t.Fatal(err)
	}
}

func TestAwait(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Await(ctx, dir, 7); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was stopped", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "tallystick.7"), []byte("no space"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Await(t.Context(), dir, 7); err == nil || !strings.Contains(err.Error(), "no space") {
		t.Errorf("got %v, want what the process said", err)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := errors.Join(os.WriteFile(secret, []byte("secret"), 0o644), os.Symlink(secret, filepath.Join(dir, "tallystick.8"))); err != nil {
		t.Fatal(err)
	}
	if err := Await(t.Context(), dir, 8); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("got %v, want that the link is not followed", err)
	}
}

// A toolchain that the go command has downloaded lies in the module cache, in
// which nothing may be replaced.
func TestDownloadedToolchain(t *testing.T) {
	dir := filepath.Join(unpack(t, server), "cmd", "server")
	at, err := ModuleOf(dir)
	if err != nil {
		t.Fatal(err)
	}
	sdk := toolchain(t, gotool.Go{Dir: dir, Env: os.Environ()})
	sdk.Cache = filepath.Dir(sdk.Root)
	counters, binary := t.TempDir(), filepath.Join(t.TempDir(), "server")
	build(t, at, sdk, dir, binary, "GOMODCACHE="+sdk.Cache)
	p := start(t, binary, counters)
	p.call(t, "Add")
	written(t, p, counters)
}

func TestWhatHasNoOverlay(t *testing.T) {
	for name, text := range map[string]string{
		"no module": "-- main.go --\npackage main\n",
		"no name":   "-- go.mod --\n\n-- main.go --\npackage main\n",
	} {
		if _, err := ModuleOf(unpack(t, text)); action.ExitOf(err) != 3 || action.HintOf(err) == "" {
			t.Errorf("%s: got %v, want that it cannot be analysed, and a cure", name, err)
		}
	}
	if _, err := Overlay(Module{"a", "/a"}, Toolchain{t.TempDir(), ""}, t.TempDir()); action.ExitOf(err) != 3 || action.HintOf(err) == "" {
		t.Errorf("got %v, want that it is no Go, and a cure", err)
	}
}

func TestParse(t *testing.T) {
	dir := unpack(t, "-- a.go --\npackage a\n\n"+
		"func f() { g() }; func g() {\n}\n\nfunc (*T[A, B]) m() {\n\tg()\n}\n\nfunc (t (T[A])) n() { g() }\n-- bad.go --\nno Go\n")
	profile := `mode: set
example.com/a/a.go:3.12,3.15 1 1
example.com/a/a.go:6.24,8.2 1 0
example.com/a/a.go:10.24,10.27 1 0
example.com/a/bad.go:1.1,2.2 2 1
example.com/a/gone.go:1.1,2.2 2 0
example.com/a/../../etc/passwd:1.1,2.2 2 0
example.com/ab/a.go:1.1,2.2 9 0
runtime/coverage/zz_tallystick.go:1.1,2.2 9 0
`
	c, err := Parse([]byte(profile), Module{"example.com/a", dir})
	if err != nil {
		t.Fatal(err)
	}
	if c.Covered != 3 || c.Statements != 7 || len(c.Functions) != 3 {
		t.Errorf("got %+v, want 3 of 7 statements", c)
	}
	if got, want := names(c.Unreached()), []string{"a.go:6 (*T).m", "a.go:10 T.n"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if want := []string{"bad.go", "gone.go"}; !reflect.DeepEqual(c.Unread, want) {
		t.Errorf("got %v, want %v", c.Unread, want)
	}
	for _, text := range []string{"no profile", "mode: set\nx\n"} {
		if _, err := Parse([]byte(text), Module{}); err == nil {
			t.Errorf("%q is no profile, and was read", text)
		}
	}
	if c, err := Parse(nil, Module{}); err != nil || c.Percent() != 100 {
		t.Errorf("got %+v, %v, want nothing", c, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("mode: set\nexample.com/a/a.go:3.12,3.15 1 1\nexample.com/a/a.go:3.12,3.15 1 0\n"))
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("package a\n\nfunc f() { g() }; func g() {\n}\n"), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, profile []byte) {
		c, err := Parse(profile, Module{"example.com/a", dir})
		if err == nil && (c.Percent() < 0 || c.Percent() > 100) {
			t.Errorf("got %+v", c)
		}
	})
}

package stdpack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/store"
)

// TestMain is the tallystick that the tests start, when they say so: it packs
// the import paths and files of what a module needs.
func TestMain(m *testing.M) {
	if how := os.Getenv("STDPACK_TEST"); how != "" {
		if err := fake(how, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func fake(how string, args []string) error {
	if len(args) != 7 || args[0] != "lint" || args[1] != "--dir" || args[3] != "--cache" || args[5] != "--pack-deps" {
		return fmt.Errorf("got the arguments %q", args)
	}
	if os.Getenv("INPUT_TIERS") != "" || os.Getenv("TALLYSTICK_PACK") != "off" || os.Getenv("GOFLAGS") != "" {
		return errors.New("the environment of the caller is heard")
	}
	records := map[store.Key][]byte{}
	switch how {
	case "fail":
		return errors.New("it does not analyse")
	case "silent":
		return nil
	case "good":
		cmd := exec.Command("go", "list", "-deps", "-test", "-f", "{{.ImportPath}} {{.GoFiles}}", "./...")
		cmd.Dir, cmd.Stderr = args[2], os.Stderr
		list, err := cmd.Output()
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(list)) {
			path, files, _ := strings.Cut(line, " ")
			records[store.KeyOf(path)] = []byte(files)
		}
	}
	f, err := os.Create(args[6])
	if err != nil {
		return err
	}
	return errors.Join(store.WritePack(f, records), f.Close())
}

func maker(t *testing.T, how string) Maker {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	version, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "STDPACK_TEST="+how, "INPUT_TIERS=none", "TALLYSTICK_PACK=/nowhere", "GOFLAGS=-mod=mod", "GOARCH=wasm")
	return Maker{
		Binary: self, Version: "1.2.3", Go: strings.TrimSpace(string(version)), Out: filepath.Join(t.TempDir(), "dist"),
		Environ: env, Stderr: os.Stderr,
	}
}

func get(t *testing.T, path, record string) (string, bool) {
	t.Helper()
	p, err := store.OpenPack(path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	data, ok := p.Get(store.KeyOf(record))
	return string(data), ok
}

func TestMake(t *testing.T) {
	m := maker(t, "good")
	var packs [3][]byte
	for i, target := range []string{"linux_arm64", "linux_arm64_cgo", "linux_arm64"} {
		m.Out = filepath.Join(m.Out, fmt.Sprint(i)) // the same pack, made in another folder
		parsed, err := ParseTarget(target)
		if err != nil {
			t.Fatal(err)
		}
		path, err := m.Make(context.Background(), parsed)
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(m.Out, "tallystick_1.2.3_std_"+m.Go+"_"+target+".pack"); path != want {
			t.Errorf("got %s, want %s", path, want)
		}
		for _, name := range []string{"net/http", "internal/abi", "vendor/golang.org/x/net/idna", "embed", "testing/internal/testdeps"} {
			if _, ok := get(t, path, name); !ok {
				t.Errorf("%s: %s is missing", target, name)
			}
		}
		if files, _ := get(t, path, "syscall"); !strings.Contains(files, "zerrors_linux_arm64.go") {
			t.Errorf("%s: got the syscall package of %s", target, files)
		}
		if packs[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(packs[0], packs[2]) {
		t.Error("made twice, it is two packs")
	}
	if bytes.Equal(packs[0], packs[1]) {
		t.Error("with cgo it is the same pack")
	}
}

func TestMakeFails(t *testing.T) {
	for how, want := range map[string]string{
		"fail": "packing the standard library of go1", "silent": "opening the pack", "empty": "holds no record",
	} {
		m := maker(t, how)
		_, err := m.Make(context.Background(), Target{runtime.GOOS, runtime.GOARCH, false})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", how, err, want)
		}
		if entries, err := os.ReadDir(m.Out); err == nil && len(entries) > 0 {
			t.Errorf("%s: left %v", how, entries)
		}
	}
	m := maker(t, "good")
	m.Go = "devel"
	if _, err := m.Make(context.Background(), Target{"linux", "amd64", false}); err == nil || !strings.Contains(err.Error(), "listing the standard library of devel") {
		t.Errorf("got %v, want that there is no such Go", err)
	}
}

func TestParseTarget(t *testing.T) {
	for _, text := range []string{"linux_amd64", "darwin_arm64_cgo"} {
		if got, err := ParseTarget(text); err != nil || got.String() != text {
			t.Errorf("got %v, %v, want %s", got, err, text)
		}
	}
	for _, text := range []string{"", "linux", "linux_", "_amd64", "linux_amd64_x", "linux_cgo"} {
		if got, err := ParseTarget(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

// TestPackages: everything that may be imported, and nothing else.
func TestPackages(t *testing.T) {
	got, err := maker(t, "good").packages(context.Background(), Target{"linux", "amd64", false})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"fmt", "net/http", "unsafe", "testing/synctest"} {
		if !slices.Contains(got, path) {
			t.Errorf("%s is missing", path)
		}
	}
	for _, path := range got {
		if strings.Contains(path, "internal") || strings.HasPrefix(path, "vendor/") || strings.HasPrefix(path, "cmd/") {
			t.Errorf("%s may not be imported", path)
		}
	}
}

// TestCgoElsewhere: what needs a C compiler is asked for on its own system
// alone.
func TestCgoElsewhere(t *testing.T) {
	other := Target{"darwin", "arm64", true}
	if runtime.GOOS == "darwin" {
		other.OS = "linux"
	}
	for _, target := range []Target{{runtime.GOOS, runtime.GOARCH, true}, other} {
		got, err := maker(t, "good").packages(context.Background(), target)
		if err != nil {
			t.Fatal(err)
		}
		if has, want := slices.Contains(got, "runtime/cgo"), target != other; has != want {
			t.Errorf("%s: runtime/cgo is asked for: %t, want %t", target, has, want)
		}
	}
}

package image

import (
	"archive/tar"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// compiled is a small program, built as args say.
func compiled(t *testing.T, arch string, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.Command("go", append(append([]string{"build"}, args...), "-o", out, "main.go")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch, "GOFLAGS=")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	return out
}

func TestExamine(t *testing.T) {
	static, pie := compiled(t, "amd64"), compiled(t, "amd64", "-buildmode=pie")
	for _, test := range []struct{ path, platform, want string }{
		{static, "linux/amd64", ""},
		{static, "linux/arm64", "is for EM_X86_64"},
		{pie, "linux/amd64", "names a program interpreter (PT_INTERP /lib64/ld-linux-x86-64.so.2), want a static binary"},
	} {
		p, err := examine(test.path)
		if err != nil {
			t.Fatal(err)
		}
		got := p.wrong(test.platform)
		if (got == "") != (test.want == "") || !strings.HasPrefix(got, test.want) {
			t.Errorf("%s for %s: got %q, want %q", test.path, test.platform, got, test.want)
		}
	}
	for _, p := range []proof{{needed: []string{"libc.so.6"}}} {
		p.header.Machine, p.header.Data, p.header.Class = machines["amd64"].machine, machines["amd64"].data, 2
		if got, want := p.wrong("linux/amd64"), "needs shared libraries (libc.so.6), want a static binary"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if _, err := examine(filepath.Join(filepath.Dir(static), "main.go")); err == nil {
		t.Error("a file that is no binary: got no error")
	}
}

// TestMachines holds the two lists of platforms together.
func TestMachines(t *testing.T) {
	for _, platform := range platforms {
		_, arch, _ := strings.Cut(platform, "/")
		if _, ok := machines[arch]; !ok {
			t.Errorf("%s: no ELF machine", platform)
		}
	}
	if len(machines) != len(platforms) {
		t.Errorf("got %d machines, want %d", len(machines), len(platforms))
	}
}

func TestBasis(t *testing.T) {
	path := filepath.Join(t.TempDir(), "base.tar")
	if err := writeTar(path, 42, basis()); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var names []string
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Format != tar.FormatUSTAR || !h.ModTime.Equal(time.Unix(42, 0)) {
			t.Errorf("%s: got %+v, want owner 0, USTAR, time 42", h.Name, h)
		}
		if h.Name == "etc/ssl/certs/ca-certificates.crt" {
			data, err := io.ReadAll(r)
			if pool := x509.NewCertPool(); err != nil || !pool.AppendCertsFromPEM(data) || strings.Count(string(data), "BEGIN CERTIFICATE") < 100 {
				t.Errorf("got %d bytes (%v), want a hundred certificates or more", len(data), err)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("got %q, want them sorted", names)
	}
}

// TestSwap: when the new layout cannot take its place, the older one is back.
func TestSwap(t *testing.T) {
	dir := t.TempDir()
	older := filepath.Join(dir, "image")
	if err := os.Mkdir(older, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := swap(filepath.Join(dir, "missing"), older, filepath.Join(dir, "aside")); err == nil {
		t.Fatal("got no error, want one")
	}
	if _, err := os.Stat(older); err != nil {
		t.Errorf("the older layout is gone: %v", err)
	}
}

func TestSourceDate(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "0": 0, "8589934591": maxEpoch, "8589934592": -1, "-1": -1, "1e3": -1, " 1": -1} {
		got, err := sourceDate(text)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("sourceDate(%q) = %d, want %d", text, got, want)
		}
	}
}

package process

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tallystick/tallystick/internal/action"
)

func TestUnfit(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, err := os.ReadFile(subject())
	if err != nil {
		t.Fatal(err)
	}
	foreign := append([]byte{}, good...)
	foreign[18] = 8 // e_machine: MIPS
	tests := []struct {
		name, path, want string
		exit             int
	}{
		{"relative", "bin/cc", `the chaincode binary: got "bin/cc", want an absolute path`, action.ExitUsage},
		{"absent", filepath.Join(dir, "none"), "no such file", action.ExitEnvironment},
		{"folder", dir, "is not a file", action.ExitUsage},
		{"not executable", write("plain", string(good), 0o644), "is not executable", action.ExitUsage},
		{"text", write("text", "hello", 0o755), "is not a program", action.ExitNotAnalysed},
		{"script", write("script", "#!/bin/sh\n", 0o755), "is a script", action.ExitNotAnalysed},
		{"empty", write("empty", "", 0o755), "is not a program", action.ExitNotAnalysed},
		{"cut", write("cut", string(good[:300]), 0o755), "is not a program", action.ExitNotAnalysed},
	}
	if runtime.GOOS == "linux" {
		tests = append(tests, struct {
			name, path, want string
			exit             int
		}{"foreign", write("foreign", string(foreign), 0o755), "is for EM_MIPS", action.ExitNotAnalysed})
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(within(t, 10*time.Second), Program{Path: test.path}, Limits{})
			if err == nil || !strings.Contains(err.Error(), test.want) || action.ExitOf(err) != test.exit {
				t.Errorf("got %v (exit %d), want %s (exit %d)", err, action.ExitOf(err), test.want, test.exit)
			}
			var unfit *Unfit
			if errors.As(err, &unfit) != strings.HasPrefix(test.want, "is ") {
				t.Errorf("got %T", err)
			}
		})
	}
}

func TestLoaderThatIsNotThere(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a Linux binary is wrong here for another reason")
	}
	p := Program{Path: "/cc", Root: t.TempDir()}
	if got := p.lacks("/lib64/ld-none.so"); got != "needs the program interpreter /lib64/ld-none.so, which is not there" {
		t.Errorf("got %q", got)
	}
}

// TestLinksStay checks that what an image links to is looked up inside it.
func TestLinksStay(t *testing.T) {
	root := t.TempDir()
	for _, err := range []error{
		os.MkdirAll(filepath.Join(root, "opt/bin"), 0o755),
		os.WriteFile(filepath.Join(root, "opt/bin/cc"), nil, 0o755),
		os.Symlink("/opt/bin/cc", filepath.Join(root, "cc")),
		os.Symlink("/opt", filepath.Join(root, "usr")),
		os.Symlink("../../opt/bin", filepath.Join(root, "opt/up")),
		os.Symlink("../../../../../../../../etc/passwd", filepath.Join(root, "opt/out")),
		os.Symlink("/loop", filepath.Join(root, "loop")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p := Program{Root: root}
	for _, path := range []string{"/cc", "/usr/bin/cc", "/usr/up/cc", "/../cc"} {
		if got, err := p.onHost(path); err != nil || got != filepath.Join(root, "opt/bin/cc") {
			t.Errorf("%s: got %s, %v", path, got, err)
		}
	}
	for _, path := range []string{"/opt/out", "/loop", "/none"} {
		if got, err := p.onHost(path); err == nil {
			t.Errorf("%s: got %s, want an error", path, got)
		}
	}
}

// Package tool finds what the tests with real parts need: the repository, a
// clone of it to build from, and the tools that e2e/tools.sh installed.
//
// A tool that is missing fails the test: what did not run is not a pass.
package tool

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Root is the root of the repository under test.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working folder")
		}
		dir = filepath.Dir(dir)
	}
}

// Path is a file of a tool, which e2e/tools.sh installs when it is missing.
func Path(t testing.TB, name, file string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(Root(t), "e2e", "tools.sh"), name)
	cmd.Stderr = os.Stderr
	dir, err := cmd.Output()
	if err != nil || len(dir) == 0 {
		t.Fatalf("e2e/tools.sh %s gives %q, %v", name, dir, err)
	}
	return filepath.Join(strings.TrimSpace(string(dir)), filepath.FromSlash(file))
}

// Clone makes a clone of the repository's HEAD at dir: what is tested is what
// was committed.
func Clone(t testing.TB, dir string) {
	t.Helper()
	Git(t, ".", "clone", "--quiet", Root(t), dir)
}

// Git runs git without the settings of the machine and gives its output.
func Git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), GitEnv()...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// GitEnv are variables that give git an author and no settings. A repository
// of another user, as in a container, is as good as one's own here.
func GitEnv() []string {
	return []string{
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_AUTHOR_NAME=test", "GIT_AUTHOR_EMAIL=test@example.org",
		"GIT_COMMITTER_NAME=test", "GIT_COMMITTER_EMAIL=test@example.org",
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
	}
}

// GoEnv are variables that lead to the Go caches and proxy of the machine,
// for a program that gets another HOME.
func GoEnv(t testing.TB) []string {
	t.Helper()
	names := []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GOFLAGS", "GOTOOLCHAIN"}
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	values := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	var env []string
	for i, name := range names {
		env = append(env, name+"="+values[i])
	}
	return env
}

// Build builds the binary from the source in dir, as a release is built, and
// gives its path.
func Build(t testing.TB, source, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "tallystick")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-buildid=", "-o", path, "./cmd/tallystick")
	cmd.Dir, cmd.Env = source, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building tallystick: %v\n%s", err, out)
	}
	return path
}

// Write writes files below dir, with their folders; the keys are
// slash-separated paths.
func Write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Read is the text of a file, trimmed.
func Read(t testing.TB, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

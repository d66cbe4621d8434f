//go:build e2e

package act

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// built is the binary of HEAD, as a release would hold it.
var built struct {
	once sync.Once
	data []byte
}

func binary(t *testing.T) []byte {
	t.Helper()
	built.once.Do(func() {
		dir := t.TempDir()
		tool.Clone(t, filepath.Join(dir, "source"))
		data, err := os.ReadFile(tool.Build(t, filepath.Join(dir, "source"), dir))
		if err != nil {
			t.Fatal(err)
		}
		built.data = data
	})
	if built.data == nil {
		t.Fatal("the binary was not built, an earlier test says why")
	}
	return built.data
}

// asset is the name of the release's asset for this machine.
func asset(t *testing.T) string {
	return fmt.Sprintf("tallystick_%s_%s_%s", tool.Read(t, tool.Root(t), "cmd/tallystick/VERSION"), runtime.GOOS, runtime.GOARCH)
}

// suite is a clone of this repository whose checksums are the given text, as
// a commit: what a user pins.
type suite struct{ dir, commit string }

func newSuite(t *testing.T, checksums string) suite {
	t.Helper()
	s := suite{dir: filepath.Join(t.TempDir(), "suite")}
	tool.Clone(t, s.dir)
	tool.Write(t, s.dir, map[string]string{"dist/checksums.txt": checksums})
	tool.Git(t, s.dir, "add", "--all")
	tool.Git(t, s.dir, "commit", "--quiet", "--allow-empty", "-m", "release")
	s.commit = tool.Git(t, s.dir, "rev-parse", "HEAD")
	return s
}

// released is a suite with a release that holds the real binary.
func released(t *testing.T) suite {
	t.Helper()
	return newSuite(t, fmt.Sprintf("# %s\n%x  %s\n", runtime.Version(), sha256.Sum256(binary(t)), asset(t)))
}

// run is one workflow run on a project.
type run struct {
	suite    suite
	steps    string            // of the job, after the checkout; COMMIT is the suite's
	files    map[string]string // of the project, beside its go.mod and main.go
	event    string            // name of the event; push when empty
	payload  string            // of the event, as JSON
	env      []string
	log      string
	failed   bool
	home     string // of the runner
	results  string // folder that steps write to, as $RESULTS
	worktree string // the project
}

const checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd"

// start runs act until the workflow has ended.
func (r *run) start(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	r.home, r.results, r.worktree = filepath.Join(dir, "home"), filepath.Join(dir, "results"), filepath.Join(dir, "project")
	for _, d := range []string{r.home, r.results, r.worktree} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if r.event == "" {
		r.event = "push"
	}
	tool.Write(t, r.worktree, map[string]string{
		"go.mod":  "module example.org/chaincode\n\ngo 1.25.0\n",
		"main.go": "// Command chaincode does nothing.\npackage main\n\nfunc main() {}\n",
		".github/workflows/gate.yml": "on: [push, pull_request]\npermissions:\n  contents: read\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n" +
			"      - uses: " + checkout + "\n" + strings.ReplaceAll(r.steps, "COMMIT", r.suite.commit),
	})
	tool.Write(t, r.worktree, r.files)
	tool.Write(t, dir, map[string]string{"event.json": r.payload})
	tool.Git(t, r.worktree, "init", "--quiet", "-b", "main")
	tool.Git(t, r.worktree, "remote", "add", "origin", "https://github.com/example/chaincode")
	tool.Git(t, r.worktree, "add", "--all")
	tool.Git(t, r.worktree, "commit", "--quiet", "-m", "chaincode")

	args := []string{
		r.event, "-P", "ubuntu-latest=-self-hosted", "--no-cache-server",
		"--local-repository", "tallystick/tallystick@" + r.suite.commit + "=" + r.suite.dir,
	}
	if r.payload != "" {
		args = append(args, "-e", filepath.Join(dir, "event.json"))
	}
	cmd := exec.Command(tool.Path(t, "act", "act"), args...)
	cmd.Dir = r.worktree
	cmd.Env = append(os.Environ(), tool.GoEnv(t)...)
	// act writes to ~/.cache whatever its flags say.
	cmd.Env = append(cmd.Env, "HOME="+r.home, "XDG_CACHE_HOME="+filepath.Join(r.home, ".cache"),
		"RESULTS="+r.results, "TALLYSTICK_BIN=", "TALLYSTICK_BASE_URL=")
	cmd.Env = append(append(cmd.Env, tool.GitEnv()...), r.env...)
	out, err := cmd.CombinedOutput()
	r.log, r.failed = string(out), err != nil
	t.Cleanup(func() {
		if t.Failed() || testing.Verbose() {
			t.Logf("act:\n%s", r.log)
		}
	})
}

// result is what a step wrote to $RESULTS/name.
func (r *run) result(t *testing.T, name string) string {
	t.Helper()
	return tool.Read(t, r.results, name)
}

func (r *run) wantLog(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.log, text) {
			t.Errorf("the log does not say %q", text)
		}
	}
}

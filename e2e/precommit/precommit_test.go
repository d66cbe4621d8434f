//go:build e2e

package precommit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

const (
	right = "// Command chaincode does nothing.\npackage main\n\nfunc main() {}\n"
	// vet finds the verb.
	wrong = "// Command chaincode does little.\npackage main\n\nimport \"fmt\"\n\nfunc main() { fmt.Printf(\"%d\\n\", \"one\") }\n"
)

// team is a repository with pre-commit's hooks installed.
type team struct {
	dir string
	env []string
}

// newTeam installs two hooks of the suite. path goes before PATH.
func newTeam(t *testing.T, path string, ids ...string) *team {
	t.Helper()
	dir := t.TempDir()
	suite := filepath.Join(dir, "suite")
	tool.Clone(t, suite)
	var hooks strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&hooks, "      - id: %s\n", id)
	}
	r := &team{dir: filepath.Join(dir, "team")}
	r.env = append(append(os.Environ(), tool.GoEnv(t)...), tool.GitEnv()...)
	r.env = append(r.env, "HOME="+filepath.Join(dir, "home"), "PRE_COMMIT_HOME="+filepath.Join(dir, "pre-commit"),
		"PATH="+path+string(os.PathListSeparator)+os.Getenv("PATH"))
	tool.Write(t, r.dir, map[string]string{
		"go.mod":  "module example.org/chaincode\n\ngo 1.25.0\n",
		"main.go": right,
		".pre-commit-config.yaml": "repos:\n  - repo: " + suite + "\n    rev: " + tool.Git(t, suite, "rev-parse", "HEAD") +
			"\n    hooks:\n" + hooks.String(),
	})
	r.want(t, true, "git", "init", "--quiet", "-b", "main")
	r.want(t, true, "git", "init", "--quiet", "--bare", "../remote")
	r.want(t, true, "git", "remote", "add", "origin", "../remote")
	r.want(t, true, "pre-commit", "install", "--install-hooks", "-t", "pre-commit", "-t", "pre-push")
	r.want(t, true, "git", "add", "--all")
	return r
}

// want runs a program and wants it to succeed, or to fail.
func (r *team) want(t *testing.T, ok bool, args ...string) string {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = r.dir, r.env
	out, err := cmd.CombinedOutput()
	if (err == nil) != ok {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// play commits and pushes right and wrong code. The fast hook runs on commit
// and the full one on push.
func (r *team) play(t *testing.T) {
	t.Helper()
	out := r.want(t, true, "git", "commit", "-m", "right")
	if !strings.Contains(out, "tallystick lint") || strings.Contains(out, "tallystick gate") {
		t.Errorf("the commit ran the wrong hooks:\n%s", out)
	}
	if out := r.want(t, true, "git", "push", "origin", "main"); !strings.Contains(out, "tallystick gate") {
		t.Errorf("the push did not run the gate:\n%s", out)
	}
	tool.Write(t, r.dir, map[string]string{"main.go": wrong})
	if out := r.want(t, false, "git", "commit", "-am", "wrong"); !strings.Contains(out, "main.go") {
		t.Errorf("the commit was refused for another reason:\n%s", out)
	}
	r.want(t, true, "git", "commit", "--no-verify", "-am", "wrong")
	if out := r.want(t, false, "git", "push", "origin", "main"); !strings.Contains(out, "main.go") {
		t.Errorf("the push was refused for another reason:\n%s", out)
	}
	// A change of go.mod alone is looked at too.
	tool.Write(t, r.dir, map[string]string{"main.go": right, "go.mod": "modul example.org/chaincode\n"})
	r.want(t, false, "git", "commit", "-am", "no module")
}

// TestSystem has the binary on PATH.
func TestSystem(t *testing.T) {
	bin := tool.Build(t, tool.Root(t), t.TempDir())
	newTeam(t, filepath.Dir(bin), "tallystick-system", "tallystick-system-full").play(t)
}

// TestGolang lets pre-commit build the binary.
func TestGolang(t *testing.T) {
	newTeam(t, t.TempDir(), "tallystick", "tallystick-full").play(t)
}

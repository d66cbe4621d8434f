//go:build e2e

package actionlint

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// TestActionFiles runs action-validator over each action.yml.
func TestActionFiles(t *testing.T) {
	root := tool.Root(t)
	files, err := filepath.Glob(filepath.Join(root, "actions", "*", "action.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("action.yml files: %q, %v", files, err)
	}
	validator := tool.Path(t, "action-validator", "node_modules/.bin/action-validator")
	for _, file := range append(files, filepath.Join(root, "action.yml")) {
		if out, err := validate(validator, root, file); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
	}
	broken := filepath.Join(t.TempDir(), "action.yml")
	tool.Write(t, filepath.Dir(broken), map[string]string{"action.yml": "name: x\nruns:\n  using: composite\n  steps:\n    - run: echo\n"})
	if _, err := validate(validator, root, broken); err == nil {
		t.Error("the validator passes an action.yml without a description")
	}
}

func validate(validator, root, file string) ([]byte, error) {
	cmd := exec.Command(validator, file)
	cmd.Dir = root
	return cmd.CombinedOutput()
}

// TestInit runs actionlint over the workflow that init writes.
func TestInit(t *testing.T) {
	dir := t.TempDir()
	tool.Git(t, dir, "init", "--quiet")
	tool.Write(t, dir, map[string]string{"code/go.mod": "module example.org/m\n"})
	for _, args := range [][]string{
		{tool.Build(t, tool.Root(t), t.TempDir()), "init"},
		{tool.Path(t, "actionlint", "actionlint")},
	} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

package setup

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
)

// hooksDir is where git looks for the hooks of the repository. A folder
// outside of it (core.hooksPath of a person's whole machine) is refused: hooks
// there would run in every repository.
func hooksDir(ctx context.Context, c *driver.Command) (string, error) {
	hooks, err := revParse(ctx, c, "--git-path", "hooks")
	if err != nil {
		return "", err
	}
	common, err := revParse(ctx, c, "--git-common-dir")
	if err != nil {
		return "", err
	}
	for _, inside := range []string{common, c.Repository(resolved(c.Dir))} {
		if within(resolved(hooks), resolved(inside)) {
			return hooks, nil
		}
	}
	return "", action.Usage("core.hooksPath is %s, outside this repository: hooks there would run in every repository", hooks).
		WithHint("git config --local core.hooksPath %s gives this repository hooks of its own", filepath.Join(common, "hooks"))
}

// revParse asks git for a path and makes it absolute.
func revParse(ctx context.Context, c *driver.Command, args ...string) (string, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return "", action.Environment("looking for git: %w", err).WithHint("install git")
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, git, append([]string{"rev-parse"}, args...)...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.Dir, c.Environ, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if said := strings.TrimSpace(stderr.String()); said != "" {
			err = errors.New(said)
		}
		return "", action.Environment("asking git for the hooks: %w", err).WithHint("run this inside a git repository")
	}
	path := strings.TrimSuffix(stdout.String(), "\n")
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.Dir, path)
	}
	return path, nil
}

// resolved is a path without links, as far as it exists.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(resolved(parent), filepath.Base(path))
	}
	return path
}

func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

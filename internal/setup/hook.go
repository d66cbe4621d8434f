package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// GitHook is one git hook and what tallystick does in it.
type GitHook struct {
	Name string   // as githooks(5) calls it
	Args []string // of tallystick; plain words, which a shell takes as they are
}

// Hook is the command that installs git hooks for people without pre-commit.
func Hook(hooks ...GitHook) func(*driver.Command) *cobra.Command {
	return func(c *driver.Command) *cobra.Command {
		var list strings.Builder
		for _, h := range hooks {
			fmt.Fprintf(&list, "  %-12s tallystick %s\n", h.Name, strings.Join(h.Args, " "))
		}
		cmd := &cobra.Command{
			Use: "hook", Short: "install or remove git hooks that run tallystick", Args: cobra.NoArgs,
			Long: "The hooks, in the folder where git looks for them (worktrees and core.hooksPath included):\n\n" +
				list.String() + "\nThey look at the working tree and call the tallystick that is on PATH, so that they follow an upgrade.\n" +
				"A hook that something else wrote is never touched.",
		}
		cmd.AddCommand(&cobra.Command{
			Use: "install", Short: "write the hooks", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return withHooks(cmd, c, hooks, install)
			},
		}, &cobra.Command{
			Use: "uninstall", Short: "remove the hooks that install wrote", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return withHooks(cmd, c, hooks, uninstall)
			},
		})
		return cmd
	}
}

// place is a hook and what is at its path now.
type place struct {
	GitHook
	path string
	is   state
}

type state int

const (
	absent  state = iota
	ours          // any version of ours
	foreign       // something else, a symbolic link included
)

// withHooks finds every hook's state before anything is changed.
func withHooks(cmd *cobra.Command, c *driver.Command, hooks []GitHook, change func(*driver.Command, []place) error) error {
	dir, err := hooksDir(cmd.Context(), c)
	if err != nil {
		return err
	}
	var places []place
	for _, h := range hooks {
		p := place{GitHook: h, path: filepath.Join(dir, h.Name)}
		if p.is, err = stateOf(p.path); err != nil {
			return action.Environment("reading the hook: %w", err)
		}
		places = append(places, p)
	}
	return change(c, places)
}

func install(c *driver.Command, places []place) error {
	for _, p := range places {
		if p.is == foreign {
			return action.Usage("%s is there already and not ours, nothing written", rel(c.Dir, p.path)).
				WithHint("add this line to it: tallystick %s", strings.Join(p.Args, " "))
		}
	}
	for _, p := range places {
		if err := wholefile.Write(p.path, script(p.GitHook, c.Version), 0o755); err != nil {
			return cannotWrite(err)
		}
		fmt.Fprintln(c.Stdout, "wrote", rel(c.Dir, p.path))
	}
	return nil
}

func uninstall(c *driver.Command, places []place) error {
	for _, p := range places {
		switch p.is {
		case foreign:
			fmt.Fprintf(c.Stdout, "kept %s, which is not ours\n", rel(c.Dir, p.path))
		case ours:
			if err := os.Remove(p.path); err != nil {
				return action.Environment("removing the hook: %w", err)
			}
			fmt.Fprintln(c.Stdout, "removed", rel(c.Dir, p.path))
		}
	}
	return nil
}

// mark is the second line of a hook of ours.
const mark = "# Written by tallystick hook install; tallystick hook uninstall removes it.\n"

func stateOf(path string) (state, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		return foreign, err
	case !info.Mode().IsRegular():
		return foreign, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return foreign, err
	}
	if bytes.HasPrefix(data, []byte(shebang+mark)) {
		return ours, nil
	}
	return foreign, nil
}

const shebang = "#!/bin/sh\n"

// script is the hook. Git tells hooks of the repository by variables, which a
// git that is started about another folder would obey too: they are unset. A
// tallystick that is missing must not read as a pass.
func script(h GitHook, version string) []byte {
	return fmt.Appendf(nil, shebang+mark+`unset $(git rev-parse --local-env-vars)
if ! command -v tallystick >/dev/null; then
	echo 'tallystick: not found on PATH' >&2
	echo '      hint: go install github.com/tallystick/tallystick/cmd/tallystick@v%s' >&2
	exit %d
fi
exec tallystick %s </dev/null
`, version, action.ExitEnvironment, strings.Join(h.Args, " "))
}

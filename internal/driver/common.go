package driver

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
)

// common are the inputs that every action has.
type common struct {
	Dir     string
	Config  string
	Formats []string
	FailOn  string
	Out     string
	Report  string
	Color   string
}

// notInFile are those that say where the file is, or what the terminal is.
var notInFile = []string{"dir", "config", "color"}

func (in *common) flags(fs *pflag.FlagSet, c *Command) {
	fs.StringVar(&in.Dir, "dir", ".", "folder to look at: a module, or a tree of modules")
	fs.StringVar(&in.Config, "config", "", "configuration file (default: the nearest "+config.Name+" up to the repository root)")
	fs.StringSliceVar(&in.Formats, "format", nil, "what to print, as name or name:file, repeatable: "+c.formatNames()+" (default: text; on GitHub text and github)")
	action.Choice(fs, &in.FailOn, "fail-on", "warning", []string{"notice", "warning", "error"}, "exit with 1 on findings at or above this severity")
	fs.StringVar(&in.Out, "out", ".tallystick", "folder for what is made, relative to the repository root")
	fs.StringVar(&in.Report, "report", "", "file for the full report as JSON lines, or none (default: the action's name .jsonl in the folder of --out)")
	action.Choice(fs, &in.Color, "color", "auto", []string{"auto", "always", "never"}, "colour in text")
}

// inputs are one invocation's: the action's own and the common ones.
type inputs struct {
	common
	runner   action.Runner
	own, top *pflag.FlagSet
}

func newInputs(c *Command, a *action.Action) *inputs {
	in := &inputs{
		runner: a.New(),
		own:    pflag.NewFlagSet(a.Name, pflag.ContinueOnError),
		top:    pflag.NewFlagSet("", pflag.ContinueOnError),
	}
	in.own.SortFlags, in.top.SortFlags = false, false
	in.runner.Inputs(in.own)
	in.common.flags(in.top, c)
	return in
}

// Inputs are the inputs of an action, with their defaults: its own, and those
// that every action has.
func (c *Command) Inputs(a *action.Action) (own, common *pflag.FlagSet) {
	in := newInputs(c, a)
	return in.own, in.top
}

func (c *Command) formatNames() string {
	var names []string
	for _, f := range c.Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// sink is one format and where it goes; an empty file is standard output.
type sink struct {
	format finding.NamedFormat
	file   string
}

func (c *Command) sinks(formats []string) ([]sink, error) {
	if len(formats) == 0 {
		formats = []string{"text"}
		if gha.Active(c.Getenv) {
			formats = append(formats, "github")
		}
	}
	var sinks []sink
next:
	for _, text := range formats {
		name, file, _ := strings.Cut(text, ":")
		for _, f := range c.Formats {
			if f.Name == name {
				sinks = append(sinks, sink{f, file})
				continue next
			}
		}
		return nil, action.Usage("--format %s: no such format, want %s", name, c.formatNames())
	}
	return sinks, nil
}

// place are the folders of a run, all absolute and free of links.
type place struct{ root, dir, out string }

// find resolves --dir and the repository root.
func (c *Command) find(in *inputs) (place, error) {
	dir, err := filepath.EvalSymlinks(c.abs(in.Dir))
	if err != nil {
		return place{}, action.Usage("--dir: %w", err).WithHint("name an existing folder")
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return place{}, action.Usage("--dir %s is not a folder", in.Dir)
	}
	root := c.Repository(dir)
	return place{root: root, dir: dir}, nil
}

// Repository is the repository root of an existing folder without links: the
// nearest with a .git, else the workflow's workspace when dir is in it, else
// dir itself.
func (c *Command) Repository(dir string) string {
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Lstat(filepath.Join(up, ".git")); err == nil {
			return up
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	workspace, err := filepath.EvalSymlinks(c.Getenv("GITHUB_WORKSPACE"))
	if err == nil && (dir == workspace || strings.HasPrefix(dir, workspace+string(filepath.Separator))) {
		return workspace
	}
	return dir
}

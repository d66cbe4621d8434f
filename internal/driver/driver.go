// Package driver turns actions into a command: it parses once, runs each
// action on each module, and computes the verdict once.
//
// Only this package and cmd read the environment, print findings and choose
// exit codes; no action is known here by name.
package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
	"github.com/tallystick/tallystick/internal/replay"
)

// Command is the whole program, with the world as fields.
type Command struct {
	Version string
	Actions []*action.Action
	Formats []finding.NamedFormat
	// More are commands that are not actions: they find nothing.
	More []func(*Command) *cobra.Command

	Dir            string // working folder, absolute
	Getenv         func(string) string
	Environ        []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Keep keeps a run whose result can be given again, with its record in
	// the folder dir. It may be nil.
	Keep func(dir string, run replay.Run)
}

// Main runs the program and gives its exit code.
func (c *Command) Main(ctx context.Context, args []string) int {
	if gha.Active(c.Getenv) {
		// What reaches the runner through us is text of strangers, except
		// where a format says that it is commands.
		stderr := gha.Neutral(c.Stderr)
		defer stderr.Close()
		safe := *c
		safe.Stderr = stderr
		return safe.main(ctx, args)
	}
	return c.main(ctx, args)
}

func (c *Command) main(ctx context.Context, args []string) int {
	exit := action.ExitPass
	root := c.root(c.named(args), &exit)
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		c.complain(err)
		exit = action.ExitUsage // what cobra itself finds wrong
		var e *action.Error
		if errors.As(err, &e) {
			exit = e.Exit
		}
		// A step that asks for the verdict must hear of this one too.
		if file := c.Getenv("GITHUB_OUTPUT"); file != "" {
			if err := gha.SetOutput(file, "verdict", fmt.Sprint(exit)); err != nil {
				c.complain(err)
			}
		}
	}
	return exit
}

// named are the actions that a command line can be about: the one that its
// first word names, else all. The inputs of others would be made for nothing.
func (c *Command) named(args []string) []*action.Action {
	for i, a := range c.Actions {
		if len(args) > 0 && args[0] == a.Name {
			return c.Actions[i : i+1]
		}
	}
	return c.Actions
}

func (c *Command) root(actions []*action.Action, exit *int) *cobra.Command {
	root := &cobra.Command{
		Use:           "tallystick",
		Short:         "checks, builds, packs and signs Hyperledger Fabric chaincode written in Go",
		Version:       c.Version,
		SilenceErrors: true, SilenceUsage: true,
		// No Args: only so does cobra say that a command is unknown.
	}
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	root.SetVersionTemplate("tallystick {{.Version}}\n")
	root.AddGroup(&cobra.Group{ID: "actions", Title: "Actions:"})
	for _, a := range actions {
		root.AddCommand(c.actionCommand(a, exit))
	}
	for _, more := range c.More {
		root.AddCommand(more(c))
	}
	root.AddCommand(c.versionCommand(), c.configCommand())
	for _, cmd := range root.Commands() {
		if !cmd.Runnable() {
			cmd.RunE = group
		}
	}
	return root
}

// group is a command that only holds others. For one that it does not hold
// cobra would print the help and pass.
func group(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return action.Usage("unknown command %q for %q", args[0], cmd.CommandPath()).WithHint("%s --help", cmd.CommandPath())
	}
	return cmd.Help()
}

func (c *Command) actionCommand(a *action.Action, exit *int) *cobra.Command {
	in := newInputs(c, a)
	cmd := &cobra.Command{
		Use: a.Name, Short: a.Synopsis(), Long: a.Doc, GroupID: "actions",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			*exit, err = c.run(cmd.Context(), a, in)
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().AddFlagSet(in.own)
	cmd.Flags().AddFlagSet(in.top)
	return cmd
}

func (c *Command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "print the version", Args: cobra.NoArgs,
		Run: func(*cobra.Command, []string) { fmt.Fprintln(c.Stdout, "tallystick", c.Version) },
	}
}

// complain says on standard error what went wrong and what to do about it.
func (c *Command) complain(err error) {
	fmt.Fprintf(c.Stderr, "tallystick: %s\n", err)
	if hint := action.HintOf(err); hint != "" {
		fmt.Fprintf(c.Stderr, "      hint: %s\n", hint)
	}
}

// Sections are what .tallystick.yml may hold: the common inputs and those of
// every action.
func (c *Command) Sections() config.Sections {
	top := pflag.NewFlagSet("", pflag.ContinueOnError)
	top.SortFlags = false
	new(common).flags(top, c)
	for _, name := range notInFile {
		top.Lookup(name).Hidden = true
	}
	sections := config.Sections{{Flags: top}}
	for _, a := range c.Actions {
		flags := pflag.NewFlagSet(a.Name, pflag.ContinueOnError)
		flags.SortFlags = false
		a.New().Inputs(flags)
		flags.VisitAll(func(f *pflag.Flag) {
			f.Hidden = f.Hidden || config.Bound(f)
		})
		if f := top.Lookup(a.Name); f != nil {
			f.Hidden = true // the key is the action's section
		}
		sections = append(sections, config.Section{Name: a.Name, Doc: a.Synopsis(), Flags: flags})
	}
	return sections
}

// Settings are the inputs of an action as a run in the working folder without
// flags has them, and the repository root.
func (c *Command) Settings(a *action.Action) (own *pflag.FlagSet, root string, err error) {
	in := newInputs(c, a)
	where, err := c.configure(a, in)
	return in.own, where.root, err
}

// abs is a path of the command line, made absolute.
func (c *Command) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(c.Dir, path)
}

// Package action is the contract between the driver and the rooms of the
// house: what an action declares, what it may see of the world, and how it
// says that it could not find out.
//
// It knows no action by name, and an action that keeps to Step can be run
// from a command line, a workflow, a hook or a test without noticing.
package action

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

// Action describes one action. It is a plain exported value of the action's
// package, as an analysis.Analyzer is.
type Action struct {
	// Name is one lower-case word: folder, subcommand and rule prefix.
	Name string
	// Doc is the manual, in plain text; its first paragraph is the synopsis.
	// manual.Of takes it from doc.go.
	Doc string
	// PerModule says that the action looks at one Go module: the driver
	// finds the modules and runs it on each.
	PerModule bool
	// Alone says whether the inputs name what to look at, so that a PerModule
	// action runs once, on the folder, and no module need be there. Nil means
	// never.
	Alone func(Runner) bool
	// NeedsPass says that the action makes something that others trust, so
	// the gate runs it only when nothing before it fails the run.
	NeedsPass bool
	// Composite says that the action runs others with Step.Sub, and that
	// these stand in the report instead of it.
	Composite bool
	// Ready says whether the inputs ask for the action at all, for those
	// that the gate runs only when they are configured. Nil means always.
	Ready func(Runner, *Step) bool
	// Outputs are the values that Run may set, for action.yml.
	Outputs []Output
	// Rules are all the rules under which Run may report.
	Rules func() []finding.Rule
	// OtherRule, when not nil, describes a rule that is not among Rules:
	// one whose name another program made.
	OtherRule func(id string) finding.Rule
	// New makes a Runner with its defaults.
	New func() Runner
}

// Synopsis is the first paragraph of Doc, on one line.
func (a *Action) Synopsis() string { return manual.Synopsis(a.Doc) }

// Output declares one output.
type Output struct{ Name, Doc string }

// Runner is one run of an action: a fresh struct whose fields are the inputs.
type Runner interface {
	// Inputs declares the fields as flags. The same declaration serves the
	// command line, INPUT_*, .tallystick.yml and action.yml.
	Inputs(*pflag.FlagSet)
	// Run does the work. It may be called again for another module, so it
	// leaves its inputs as they are. A finding is not an error: an error
	// means "could not find out" and is best an *Error.
	Run(context.Context, *Step) error
}

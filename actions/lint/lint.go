// Package lint is a room being built.
package lint

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the lint action.
var Action = &action.Action{
	Name: "lint", Doc: "x", PerModule: true, NeedsPass: false,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("lint is not there yet")
}

// Package pack is a room being built.
package pack

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the pack action.
var Action = &action.Action{
	Name: "pack", Doc: "x", PerModule: true, NeedsPass: true,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("pack is not there yet")
}

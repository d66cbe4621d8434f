// Package gosum is a room being built.
package gosum

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the gosum action.
var Action = &action.Action{
	Name: "gosum", Doc: "x", PerModule: true, NeedsPass: false,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("gosum is not there yet")
}

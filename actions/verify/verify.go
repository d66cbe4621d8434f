// Package verify is a room being built.
package verify

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the verify action.
var Action = &action.Action{
	Name: "verify", Doc: "x", PerModule: false, NeedsPass: true,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("verify is not there yet")
}

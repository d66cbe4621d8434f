// Package sign is a room being built.
package sign

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the sign action.
var Action = &action.Action{
	Name: "sign", Doc: "x", PerModule: false, NeedsPass: true,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("sign is not there yet")
}

// Package image is a room being built.
package image

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Action is the image action.
var Action = &action.Action{
	Name: "image", Doc: "x", PerModule: true, NeedsPass: true,
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("image is not there yet")
}

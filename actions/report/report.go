package report

import (
	"context"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/report/text"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// Formats are all the formats, in the order of the help.
var Formats = []finding.NamedFormat{
	{Name: "text", Doc: "for people, with source lines and hints", Write: text.Plain, Color: text.Color},
}

// Action is the report action.
var Action = &action.Action{
	Name: "report", Doc: "x",
	New: func() action.Runner { return &runner{} },
}

type runner struct{}

func (r *runner) Inputs(*pflag.FlagSet) {}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	return action.NotAnalysed("not there yet")
}

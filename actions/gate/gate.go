package gate

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Of makes the gate over a pipeline of actions.
func Of(pipeline []*action.Action) *action.Action {
	a := &action.Action{
		Name: "gate", Doc: manual.Of(doc), PerModule: true, Composite: true,
		New: func() action.Runner { return newGate(pipeline) },
	}
	for _, step := range pipeline {
		for _, output := range step.Outputs {
			if !slices.ContainsFunc(a.Outputs, func(o action.Output) bool { return o.Name == output.Name }) {
				a.Outputs = append(a.Outputs, output)
			}
		}
	}
	return a
}

type gate struct {
	skip  []string
	steps []step
}

type step struct {
	*action.Action
	runner action.Runner
}

func newGate(pipeline []*action.Action) *gate {
	g := &gate{}
	for _, a := range pipeline {
		g.steps = append(g.steps, step{a, a.New()})
	}
	return g
}

func (g *gate) Inputs(fs *pflag.FlagSet) {
	var names []string
	for _, s := range g.steps {
		names = append(names, s.Name)
	}
	action.Choices(fs, &g.skip, "skip", nil, names, "steps to leave out")
	for _, s := range g.steps {
		own := pflag.NewFlagSet(s.Name, pflag.ContinueOnError)
		own.SortFlags = false
		s.runner.Inputs(own)
		own.VisitAll(func(f *pflag.Flag) {
			config.Bind(f, s.Name, f.Name)
			f.Name, f.Shorthand = s.Name+"-"+f.Name, ""
			fs.AddFlag(f)
		})
	}
}

func (g *gate) Run(ctx context.Context, s *action.Step) error {
	failed := "" // the first step that did not pass
	for _, step := range g.steps {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case slices.Contains(g.skip, step.Name):
			s.Skip(step.Action, "left out by --skip")
			continue
		case step.NeedsPass && failed != "":
			s.Skip(step.Action, fmt.Sprintf("%s did not pass", failed))
			continue
		case step.Ready != nil && !step.Ready(step.runner, s):
			s.Skip(step.Action, "not configured")
			continue
		}
		result := s.Sub(ctx, step.Action, step.runner)
		if failed == "" && (result.Status == finding.Flagged || result.Status == finding.Failed) {
			failed = step.Name
		}
	}
	return nil
}

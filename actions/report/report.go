package report

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

const name = "report"

// Action is the report action.
var Action = &action.Action{
	Name: name, Doc: manual.Of(doc), Composite: true,
	New: func() action.Runner { return &runner{} },
}

type runner struct {
	files []string
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringSliceVar(&r.files, "files", nil, "report files to read (default: every .jsonl in the folder of --out)")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	sources, err := r.open(s)
	if err != nil {
		return err
	}
	all := newMerged()
	var faults []string
	for _, source := range sources {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		all.add(source.report)
		faults = append(faults, source.faults()...)
	}
	s.Include(all.report)
	switch len(faults) {
	case 0:
		return nil
	case 1:
		return action.NotAnalysed("%s", faults[0]).WithHint(faultHint)
	}
	return action.NotAnalysed("%d things failed:\n%s", len(faults), strings.Join(faults, "\n")).WithHint(faultHint)
}

const faultHint = "mend what failed and run those steps again; what they did not look at is not in this report"

// faults says why a report file is no result, if so. Whoever wrote it, what
// its steps say of themselves counts, and its exit code when they say nothing.
func (s source) faults() []string {
	if s.err != nil {
		return []string{fmt.Sprintf("%s: %v", s.name, s.err)}
	}
	var faults []string
	for _, step := range s.report.Steps {
		if step.Status == finding.Failed {
			what := step.Action
			if step.Module != "" {
				what += " on " + step.Module
			}
			faults = append(faults, fmt.Sprintf("%s: %s failed", s.name, what))
		}
	}
	switch exit := s.report.Exit; {
	case len(faults) > 0:
	case len(s.report.Steps) == 0:
		faults = append(faults, s.name+": holds no step")
	case exit != action.ExitPass && exit != action.ExitFindings:
		faults = append(faults, fmt.Sprintf("%s: its run ended with exit %d", s.name, exit))
	}
	return faults
}

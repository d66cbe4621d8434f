package driver

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/module"
)

// run is one invocation of an action. An error is about the invocation
// itself; what goes wrong inside a step is part of the report.
func (c *Command) run(ctx context.Context, a *action.Action, in *inputs) (int, error) {
	where, err := c.configure(a, in)
	if err != nil {
		return action.ExitUsage, err
	}
	sinks, err := c.sinks(in.Formats)
	if err != nil {
		return action.ExitUsage, err
	}
	failOn, err := finding.ParseSeverity(in.FailOn)
	if err != nil {
		return action.ExitUsage, action.Usage("--fail-on: %w", err)
	}
	dirs := []string{where.dir}
	rec := &recorder{command: c, where: where, failOn: failOn, progress: newProgress(c)}
	rec.modules = a.PerModule && (a.Alone == nil || !a.Alone(in.runner))
	if rec.modules {
		if dirs, err = module.Find(where.dir); err != nil {
			return 0, err
		}
	}
	for _, dir := range dirs {
		rec.module(ctx, a, in.runner, dir)
		if ctx.Err() != nil {
			break
		}
	}
	rec.progress.done()
	if !slices.ContainsFunc(rec.report.Steps, func(s finding.Step) bool { return s.Status != finding.Skipped }) {
		rec.report.Exit = action.ExitNotAnalysed
	}
	code, err := c.publish(a, in, rec, sinks)
	if err == nil {
		c.keep(in, rec, dirs, sinks)
	}
	return code, err
}

// configure fills the inputs from environment and file and finds the folders.
func (c *Command) configure(a *action.Action, in *inputs) (place, error) {
	// --dir and --config must be known before the file can be.
	if err := config.Fill(in.top, "", c.Getenv, nil); err != nil {
		return place{}, action.Usage("%w", err)
	}
	where, err := c.find(in)
	if err != nil {
		return place{}, err
	}
	path := config.Find(where.dir, where.root)
	if in.Config != "" {
		path = c.abs(in.Config)
	}
	var file *config.File
	if path != "" {
		if file, err = config.Read(path, c.Sections()); err != nil {
			return place{}, action.Usage("%w", err).WithHint("tallystick config schema prints what the file may hold")
		}
	}
	for section, flags := range map[string]*pflag.FlagSet{"": in.top, a.Name: in.own} {
		if err := config.Fill(flags, section, c.Getenv, file); err != nil {
			return place{}, action.Usage("%w", err)
		}
	}
	where.out = filepath.Join(where.root, in.Out)
	if filepath.IsAbs(in.Out) {
		where.out = filepath.Clean(in.Out)
	}
	return where, nil
}

// recorder collects what the steps of a run say.
type recorder struct {
	command  *Command
	where    place
	failOn   finding.Severity
	progress *progress
	modules  bool // the run is about modules, not about a folder
	report   finding.Report
	settled  settled
}

// module runs an action on one module (or, for an action that is not about
// modules, on the folder).
func (rec *recorder) module(ctx context.Context, a *action.Action, r action.Runner, dir string) {
	name := rec.moduleName(dir)
	if !rec.modules {
		name = ""
	}
	earlier := map[string]string{}
	step := func(a *action.Action) *action.Step { return rec.step(a, dir, name, earlier) }
	if !a.Composite {
		rec.runStep(ctx, a, r, step(a), name)
		return
	}
	s := step(a)
	s.Sub = func(ctx context.Context, sub *action.Action, r action.Runner) finding.Step {
		return rec.runStep(ctx, sub, r, step(sub), name)
	}
	s.Skip = func(sub *action.Action, reason string) {
		rec.report.Steps = append(rec.report.Steps, finding.Step{
			Action: sub.Name, Module: name, Status: finding.Skipped, Reason: reason,
		})
	}
	s.Include = rec.include
	if err := guard(func() error { return r.Run(ctx, s) }); err != nil {
		rec.end(a, name, 0, err)
	}
}

// include adds an earlier run's report. Its steps are judged anew, by the
// threshold of this run; one that failed stays failed, and it is for the
// action to say so in its error.
func (rec *recorder) include(r finding.Report) {
	for _, step := range r.Steps {
		if step.Status == finding.Passed && step.Findings.AtLeast(rec.failOn) > 0 {
			step.Status = finding.Flagged
		} else if step.Status == finding.Flagged && step.Findings.AtLeast(rec.failOn) == 0 {
			step.Status = finding.Passed
		}
		rec.report.Steps = append(rec.report.Steps, step)
	}
	rec.report.Findings = append(rec.report.Findings, r.Findings...)
	rec.report.Outputs = append(rec.report.Outputs, r.Outputs...)
	if finding.Count(r.Findings).AtLeast(rec.failOn) > 0 {
		rec.report.Exit = action.Worse(rec.report.Exit, action.ExitFindings)
	}
}

func (rec *recorder) moduleName(dir string) string {
	return (&action.Step{Root: rec.where.root, Dir: dir}).Rel(dir)
}

func (rec *recorder) step(a *action.Action, dir, name string, earlier map[string]string) *action.Step {
	c := rec.command
	return &action.Step{
		Root: rec.where.root, Dir: dir, Out: filepath.Join(rec.where.out, filepath.FromSlash(name)),
		Version: c.Version, Getenv: c.Getenv, Environ: c.Environ,
		Stdin: c.Stdin, Stdout: rec.heard(c.Stdout), Stderr: rec.heard(c.Stderr),
		Report: rec.add,
		Output: func(key, value string) {
			earlier[key] = value
			rec.report.Outputs = append(rec.report.Outputs, finding.Output{Module: name, Name: key, Value: value})
		},
		Earlier: func(key string) string { return earlier[key] },
		Settled: rec.settle,
		Progress: func(format string, args ...any) {
			rec.progress.say(name, a.Name, fmt.Sprintf(format, args...))
		},
	}
}

// add takes one finding. Room is made in large steps: what append copies on its
// way to some thousands would be three times what they need.
func (rec *recorder) add(f finding.Finding) {
	list := rec.report.Findings
	if len(list) == cap(list) {
		list = slices.Grow(list, max(500, 3*len(list)))
	}
	rec.report.Findings = append(list, f)
}

func (rec *recorder) runStep(ctx context.Context, a *action.Action, r action.Runner, s *action.Step, name string) finding.Step {
	s.Progress("")
	before := len(rec.report.Findings)
	err := guard(func() error { return r.Run(ctx, s) })
	if err == nil {
		err = ctx.Err()
	}
	return rec.end(a, name, before, err)
}

// end closes a step: findings since the mark before belong to it.
func (rec *recorder) end(a *action.Action, name string, before int, err error) finding.Step {
	step := finding.Step{Action: a.Name, Module: name, Status: finding.Passed}
	step.Findings = finding.Count(rec.report.Findings[before:])
	var skip *action.Skip
	switch {
	case errors.As(err, &skip):
		step.Status, step.Reason = finding.Skipped, skip.Reason
	case err != nil:
		step.Status, step.Error, step.Hint = finding.Failed, err.Error(), action.HintOf(err)
		code := action.ExitOf(err)
		if errors.Is(err, context.Canceled) {
			code, step.Error = action.ExitInterrupted, "interrupted"
		}
		rec.report.Exit = action.Worse(rec.report.Exit, code)
	case step.Findings.AtLeast(rec.failOn) > 0:
		step.Status = finding.Flagged
		rec.report.Exit = action.Worse(rec.report.Exit, action.ExitFindings)
	}
	rec.report.Steps = append(rec.report.Steps, step)
	return step
}

// guard turns a panic into an error: a fault of ours, or of an analyzer, must
// neither read as a pass nor lose what the other steps found.
func guard(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = action.NotAnalysed("internal fault: %v\n%s", p, debug.Stack()).
				WithHint("please report this with the lines above")
		}
	}()
	return run()
}

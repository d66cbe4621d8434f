package driver

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// publish completes the report and gives it to the report file, the formats,
// the workflow's outputs and its summary. What could not be written is an
// error: a result that nobody can read is no result.
func (c *Command) publish(a *action.Action, in *inputs, rec *recorder, sinks []sink) (int, error) {
	report := &rec.report
	report.Version, report.FailOn = c.Version, rec.failOn
	finding.Sort(report.Findings)
	report.Findings = slices.CompactFunc(report.Findings, same)
	readSources(rec.where.root, report.Findings)
	finding.Fingerprints(report.Findings)
	report.Rules = c.rules(report.Findings)

	toWorkflow := slices.Clone(report.Outputs)
	relative(rec.where.root, report.Outputs)

	var path string
	var saved error
	save := func() { path, saved = c.saveReport(a, in, rec) }
	var saving sync.WaitGroup
	if len(report.Findings) > few {
		saving.Go(save)
	} else {
		save()
	}
	var failed []error
	for _, s := range sinks {
		failed = append(failed, c.write(s, *report, in.Color, rec.printing(c.Stdout)))
	}
	saving.Wait()
	if path != "" {
		rec.settled.made = append(rec.settled.made, path)
	}
	for _, err := range append(failed, saved) {
		if err != nil {
			c.complain(err)
			report.Exit = action.Worse(report.Exit, action.ExitOf(err))
		}
	}
	if err := c.tellWorkflow(*report, toWorkflow, path); err != nil {
		err := action.Environment("telling the workflow: %w", err)
		c.complain(err)
		report.Exit = action.Worse(report.Exit, err.Exit)
	}
	return report.Exit, nil
}

// relative takes the repository root out of outputs: the report is to be the
// same in every folder. Later steps of a workflow get whole paths.
func relative(root string, outputs []finding.Output) {
	for i := range outputs {
		outputs[i].Value = strings.ReplaceAll(outputs[i].Value, root+string(filepath.Separator), "")
	}
}

func same(a, b finding.Finding) bool {
	return a.Rule == b.Rule && a.Location == b.Location && a.Message == b.Message
}

func (c *Command) rules(findings []finding.Finding) (rules []finding.Rule) {
	used, actions := map[string]bool{}, map[string]bool{}
	for _, f := range findings {
		used[f.Rule], actions[f.Action()] = true, true
	}
	for _, a := range c.Actions {
		if a.Rules == nil || !actions[a.Name] || a.Composite {
			continue
		}
		for _, rule := range a.Rules() {
			if used[rule.ID] {
				rules = append(rules, rule)
				delete(used, rule.ID)
			}
		}
	}
	for _, a := range c.Actions {
		for _, id := range slices.Sorted(maps.Keys(used)) {
			if name, _, _ := strings.Cut(id, "/"); name == a.Name && a.OtherRule != nil {
				rules = append(rules, a.OtherRule(id))
			}
		}
	}
	return rules
}

func (c *Command) write(s sink, report finding.Report, color string, w io.Writer) error {
	format := s.format.Write
	if s.file != "" {
		var buf bytes.Buffer
		if err := format(&buf, report); err != nil {
			return fmt.Errorf("writing %s: %w", s.format.Name, err)
		}
		return wholefile.Write(c.abs(s.file), buf.Bytes(), 0o644)
	}
	if s.format.Color != nil && c.colored(color) {
		format = s.format.Color
	}
	if gha.Active(c.Getenv) && !s.format.Commands {
		neutral := gha.Neutral(w)
		defer neutral.Close()
		w = neutral
	}
	if err := format(w, report); err != nil {
		return action.Environment("writing %s: %w", s.format.Name, err)
	}
	return nil
}

// saveReport writes the report file and gives its path, "" when there is
// none. The folder of what we make hides itself from git, so that a run leaves
// a checkout clean.
func (c *Command) saveReport(a *action.Action, in *inputs, rec *recorder) (string, error) {
	if in.Report == "none" {
		return "", nil
	}
	path := filepath.Join(rec.where.out, a.Name+".jsonl")
	if in.Report != "" {
		path = c.abs(in.Report)
	}
	err := wholefile.Make(path, 0o644, func(f *os.File) error { return finding.Write(f, rec.report) })
	if err == nil && filepath.Dir(path) == rec.where.out {
		err = hide(rec.where.out)
	}
	if err != nil {
		return "", action.Environment("saving the report: %w", err).
			WithHint("name a file that can be written with --report FILE, or --report none")
	}
	return path, nil
}

func hide(folder string) error {
	ignore := filepath.Join(folder, ".gitignore")
	if _, err := os.Lstat(ignore); err == nil {
		return nil
	}
	return wholefile.Write(ignore, []byte("*\n"), 0o644)
}

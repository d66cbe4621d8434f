package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
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

	path := in.Report
	if path == "" {
		path = filepath.Join(rec.where.out, a.Name+".jsonl")
	}
	var failed []error
	for _, s := range sinks {
		if err := c.write(s, *report, in.Color); err != nil {
			failed = append(failed, err)
		}
	}
	if in.Report != "none" {
		if err := saveReport(c.abs(path), rec.where.out, *report); err != nil {
			failed = append(failed, action.Environment("saving the report: %w", err).
				WithHint("name a file that can be written with --report FILE, or --report none"))
			path = ""
		}
	}
	if err := c.tellWorkflow(*report, c.abs(path)); err != nil {
		failed = append(failed, action.Environment("telling the workflow: %w", err))
	}
	for _, err := range failed {
		c.complain(err)
		report.Exit = action.Worse(report.Exit, action.ExitOf(err))
	}
	return report.Exit, nil
}

func same(a, b finding.Finding) bool {
	return a.Rule == b.Rule && a.Location == b.Location && a.Message == b.Message
}

func (c *Command) rules(findings []finding.Finding) (rules []finding.Rule) {
	used := map[string]bool{}
	for _, f := range findings {
		used[f.Rule] = true
	}
	for _, a := range c.Actions {
		if a.Rules == nil || len(used) == 0 || a.Composite {
			continue
		}
		for _, rule := range a.Rules() {
			if used[rule.ID] {
				rules = append(rules, rule)
				delete(used, rule.ID)
			}
		}
	}
	return rules
}

func (c *Command) write(s sink, report finding.Report, color string) error {
	format := s.format.Write
	if s.file != "" {
		var buf bytes.Buffer
		if err := format(&buf, report); err != nil {
			return fmt.Errorf("writing %s: %w", s.format.Name, err)
		}
		return writeFile(c.abs(s.file), buf.Bytes())
	}
	if s.format.Color != nil && c.colored(color) {
		format = s.format.Color
	}
	w := c.Stdout
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

// saveReport writes the report file. The folder of what we make hides itself
// from git, so that a run leaves a checkout clean.
func saveReport(path, out string, report finding.Report) error {
	var buf bytes.Buffer
	if err := finding.Write(&buf, report); err != nil {
		return err
	}
	if err := writeFile(path, buf.Bytes()); err != nil {
		return err
	}
	if filepath.Dir(path) != out {
		return nil
	}
	ignore := filepath.Join(out, ".gitignore")
	if _, err := os.Lstat(ignore); err == nil {
		return nil
	}
	return writeFile(ignore, []byte("*\n"))
}

// writeFile writes a file whole or not at all.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// tellWorkflow sets the workflow's outputs and writes its summary.
func (c *Command) tellWorkflow(report finding.Report, path string) error {
	var failed []error
	if file := c.Getenv("GITHUB_OUTPUT"); file != "" {
		for _, output := range outputs(report, path) {
			failed = append(failed, gha.SetOutput(file, output.Name, output.Value))
		}
	}
	if file := c.Getenv("GITHUB_STEP_SUMMARY"); file != "" {
		for _, f := range c.Formats {
			if f.Name == "summary" {
				var text strings.Builder
				failed = append(failed, f.Write(&text, report), gha.AddSummary(file, text.String()))
			}
		}
	}
	return errors.Join(failed...)
}

// CommonOutputs are set by every action.
var CommonOutputs = []action.Output{
	{Name: "verdict", Doc: "the exit code: 0 pass, 1 findings, 2 usage, 3 not analysed, 4 environment, 130 interrupted"},
	{Name: "errors", Doc: "number of findings of severity error"},
	{Name: "warnings", Doc: "number of findings of severity warning"},
	{Name: "notices", Doc: "number of findings of severity notice"},
	{Name: "report", Doc: "path of the report file"},
	{Name: "outputs", Doc: "outputs of every module, as JSON: {module: {name: value}}"},
}

// outputs are the common ones, those of the modules by name where only one
// module set them, and all of them as JSON. A module's value never takes the
// name of a common one: it may come from a report file of strangers.
func outputs(report finding.Report, path string) []finding.Output {
	counts := finding.Count(report.Findings)
	list := []finding.Output{
		{Name: "verdict", Value: fmt.Sprint(report.Exit)},
		{Name: "errors", Value: fmt.Sprint(counts.Errors)},
		{Name: "warnings", Value: fmt.Sprint(counts.Warnings)},
		{Name: "notices", Value: fmt.Sprint(counts.Notices)},
		{Name: "report", Value: path},
	}
	modules, values, times := map[string]map[string]string{}, map[string]string{}, map[string]int{}
	for _, o := range report.Outputs {
		if modules[o.Module] == nil {
			modules[o.Module] = map[string]string{}
		}
		if _, again := modules[o.Module][o.Name]; !again {
			times[o.Name]++
		}
		modules[o.Module][o.Name], values[o.Name] = o.Value, o.Value
	}
	for name, value := range values {
		common := slices.ContainsFunc(CommonOutputs, func(o action.Output) bool { return o.Name == name })
		if times[name] == 1 && !common {
			list = append(list, finding.Output{Name: name, Value: value})
		}
	}
	slices.SortFunc(list[5:], func(a, b finding.Output) int { return strings.Compare(a.Name, b.Name) })
	all, err := json.Marshal(modules)
	if err != nil {
		panic(err) // maps of strings always encode
	}
	return append(list, finding.Output{Name: "outputs", Value: string(all)})
}

// readSources fills in the line that each finding points at.
func readSources(root string, findings []finding.Finding) {
	files := map[string][]string{}
	for i := range findings {
		f := &findings[i]
		if f.Source != "" || f.Location.Line == 0 {
			continue
		}
		lines, ok := files[f.Location.Path]
		if !ok {
			lines = readLines(root, f.Location.Path)
			files[f.Location.Path] = lines
		}
		if f.Location.Line <= len(lines) {
			f.Source = strings.TrimRight(lines[f.Location.Line-1], "\r")
		}
	}
}

// maxSource bounds, in bytes, a file whose lines are shown.
const maxSource = 16 << 20

// readLines reads a file of the checkout and nothing else: a report file of
// strangers may name any path, and a checkout may hold links that lead out.
func readLines(root, path string) []string {
	f, err := os.OpenInRoot(root, filepath.FromSlash(path))
	if err != nil {
		return nil
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSource))
	if err != nil {
		return nil
	}
	return strings.Split(string(data), "\n")
}

package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
)

// tellWorkflow sets the workflow's outputs and writes its summary.
func (c *Command) tellWorkflow(report finding.Report, made []finding.Output, path string) error {
	var failed []error
	if file := c.Getenv("GITHUB_OUTPUT"); file != "" {
		for _, output := range outputs(report, made, path) {
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
func outputs(report finding.Report, made []finding.Output, path string) []finding.Output {
	counts := finding.Count(report.Findings)
	list := []finding.Output{
		{Name: "verdict", Value: fmt.Sprint(report.Exit)},
		{Name: "errors", Value: fmt.Sprint(counts.Errors)},
		{Name: "warnings", Value: fmt.Sprint(counts.Warnings)},
		{Name: "notices", Value: fmt.Sprint(counts.Notices)},
		{Name: "report", Value: path},
	}
	modules, values, times := map[string]map[string]string{}, map[string]string{}, map[string]int{}
	for _, o := range made {
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

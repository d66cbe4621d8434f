package generate

import (
	"context"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/setup"
)

// runner declares one input of each kind that matters here.
type runner struct {
	depth int
	words []string
	names []string
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.IntVar(&r.depth, "max-depth", 3, `how "deep": a:b | #c`)
	fs.StringSliceVar(&r.words, "words", []string{"a", "b"}, "words")
	for _, name := range r.names {
		fs.String(name, "", "")
	}
}

func (r *runner) Run(context.Context, *action.Step) error { return nil }

func command(outputs []action.Output, inputs ...string) *driver.Command {
	return &driver.Command{Actions: []*action.Action{{
		Name: "look", Doc: "looks around. And on.\n\nAt length.\n", Outputs: outputs,
		New: func() action.Runner { return &runner{names: inputs} },
	}}}
}

// metadataOf is what a runner reads in an action.yml.
type metadataOf struct {
	Name, Description string
	Inputs            map[string]struct {
		Description, Default string
		Required             bool
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []struct {
			ID, Shell, Run string
			Env            map[string]string
		}
	}
}

func TestActionFile(t *testing.T) {
	files, err := Files(command([]action.Output{{Name: "seen", Doc: "what was seen"}}), "look", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, launcher := range map[string]string{"action.yml": "actions/launch.sh", "actions/look/action.yml": "../launch.sh"} {
		var m metadataOf
		if err := yaml.UnmarshalWithOptions(files[path], &m, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if in := m.Inputs["max-depth"]; in.Description != `how "deep": a:b | #c; default: 3` || in.Default != "" || in.Required {
			t.Errorf("%s: input max-depth is %+v", path, in)
		}
		if got, want := m.Inputs["words"].Description, "words; default: a,b"; got != want {
			t.Errorf("%s: input words: %q, want %q", path, got, want)
		}
		if m.Runs.Using != "composite" || len(m.Runs.Steps) != 1 {
			t.Fatalf("%s: runs is %+v", path, m.Runs)
		}
		step := m.Runs.Steps[0]
		if got, want := step.Run, `bash "$GITHUB_ACTION_PATH/`+launcher+`" look`; got != want {
			t.Errorf("%s runs %s, want %s", path, got, want)
		}
		if len(step.Env) != len(m.Inputs) {
			t.Errorf("%s: %d variables for %d inputs", path, len(step.Env), len(m.Inputs))
		}
		for variable, value := range map[string]string{"INPUT_MAX_DEPTH": "max-depth", "INPUT_FAIL_ON": "fail-on", "INPUT_BASE_URL": "base-url"} {
			if got, want := step.Env[variable], "${{ inputs."+value+" }}"; got != want {
				t.Errorf("%s: %s is %q, want %q", path, variable, got, want)
			}
		}
		for _, output := range []string{"seen", "verdict"} {
			if got, want := m.Outputs[output].Value, "${{ steps."+step.ID+".outputs."+output+" }}"; got != want {
				t.Errorf("%s: output %s is %q, want %q", path, output, got, want)
			}
		}
	}
}

// TestAmbiguous declares inputs and outputs that a workflow could not tell
// apart.
func TestAmbiguous(t *testing.T) {
	for want, c := range map[string]*driver.Command{
		"two inputs are called INPUT_MAX_DEPTH": command(nil, "max_depth"),
		"two inputs are called INPUT_INSTALL":   command(nil, "install"),
		"two inputs are called INPUT_DIR":       command(nil, "dir"),
		"two outputs are called verdict":        command([]action.Output{{Name: "verdict"}}),
	} {
		if _, err := Files(c, "look", nil, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %s", err, want)
		}
	}
}

func TestPreCommit(t *testing.T) {
	var hooks []struct {
		ID, Entry, Language string
		Stages              []string
	}
	data := preCommit([]setup.GitHook{{Name: "pre-commit", Args: []string{"look", "--fast"}}, {Name: "pre-push", Args: []string{"look"}}})
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hooks {
		got = append(got, strings.Join(append([]string{h.ID, h.Language, h.Entry}, h.Stages...), ", "))
	}
	want := []string{
		"tallystick, golang, tallystick look --fast, commit",
		"tallystick-full, golang, tallystick look, push",
		"tallystick-system, system, tallystick look --fast, commit",
		"tallystick-system-full, system, tallystick look, push",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFill(t *testing.T) {
	tables := map[string]string{"actions": "| new |\n"}
	for _, test := range []struct{ name, text, want, err string }{
		{"filled", "a\n<!-- generated: actions -->\nold\n<!-- end -->\nb\n", "a\n<!-- generated: actions -->\n| new |\n<!-- end -->\nb\n", ""},
		{"nothing to fill", "a\n", "a\n", ""},
		{"no such table", "<!-- generated: acts -->\n<!-- end -->\n", "", `marker "acts"`},
		{"no end", "<!-- generated: actions -->\nold\n", "", "has no <!-- end -->"},
	} {
		got, err := Fill(test.text, tables)
		if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: got %q, %v, want %q, %s", test.name, got, err, test.want, test.err)
		}
	}
}

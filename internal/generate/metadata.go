package generate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/driver"
)

func newMetadata(c *driver.Command, a *action.Action) (*metadata, error) {
	m := &metadata{Action: a}
	own, common := c.Inputs(a)
	for _, flags := range []*pflag.FlagSet{own, common} {
		flags.VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				m.inputs = append(m.inputs, input{f.Name, f.Usage, config.Default(f)})
			}
		})
	}
	m.inputs = append(m.inputs, launcherInputs[:]...)
	m.outputs = append(append(m.outputs, a.Outputs...), driver.CommonOutputs...)

	seen := map[string]bool{}
	for _, in := range m.inputs {
		// Two inputs of one variable would both get the value of either.
		if v := config.Variable(in.Name); seen[v] {
			return nil, fmt.Errorf("two inputs are called %s", v)
		}
		seen[config.Variable(in.Name)] = true
	}
	for _, out := range m.outputs {
		if seen["output "+out.Name] {
			return nil, fmt.Errorf("two outputs are called %s", out.Name)
		}
		seen["output "+out.Name] = true
	}
	return m, nil
}

const head = `# Generated from the action's inputs and outputs: edit those and run make generate.
`

// file is the action.yml; launcher is the path of the launcher from its
// folder. Inputs reach the binary as variables only: text that the runner
// puts into a script would be run by the shell. The environment variable
// GITHUB_ACTION_PATH is right in container jobs too, the expression of that
// name is not (actions/runner#716, #2185).
func (m *metadata) file(launcher string) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	fmt.Fprintf(&b, "name: %s\ndescription: %s\n\ninputs:\n", quote("Tallystick "+m.Name), quote(m.Synopsis()))
	for _, in := range m.inputs {
		fmt.Fprintf(&b, "  %s:\n    description: %s\n    required: false\n    default: \"\"\n", in.Name, quote(in.text()))
	}
	b.WriteString("\noutputs:\n")
	for _, out := range m.outputs {
		fmt.Fprintf(&b, "  %s:\n    description: %s\n    value: ${{ steps.run.outputs.%s }}\n", out.Name, quote(out.Doc), out.Name)
	}
	b.WriteString("\nruns:\n  using: composite\n  steps:\n    - id: run\n      shell: bash\n")
	fmt.Fprintf(&b, "      run: bash \"$GITHUB_ACTION_PATH/%s\" %s\n      env:\n", launcher, m.Name)
	for _, in := range m.inputs {
		fmt.Fprintf(&b, "        %s: ${{ inputs.%s }}\n", config.Variable(in.Name), in.Name)
	}
	return b.Bytes()
}

// text is the description with the default, which the binary owns: the
// default of action.yml itself is empty, so that .tallystick.yml is heard.
func (in input) text() string {
	if in.Default == "" || strings.Contains(in.Doc, "default:") {
		return in.Doc
	}
	return in.Doc + "; default: " + in.Default
}

// quote makes a YAML string on one line: every JSON string is one.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(strings.Join(strings.Fields(s), " ")); err != nil {
		panic(err) // strings always encode
	}
	return strings.TrimSpace(b.String())
}

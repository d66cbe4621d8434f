package explain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/finding"
)

const doc = `reports a thing that is there.

It breaks, since a thing of this kind has always broken whatever it was that it came across in its time.

# Bad

	f() // finding
`

func explained(t *testing.T, env map[string]string, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	look := &action.Action{Name: "look", Doc: "looks around.\n", Rules: func() []finding.Rule {
		return []finding.Rule{
			{ID: "look/thing", Title: "reports a thing", URL: "https://example.org/thing", Manual: func() finding.Manual {
				return finding.Manual{Doc: doc, Severities: []finding.Severity{finding.Error, finding.Notice}}
			}},
			{ID: "look/bare", Title: "nothing more"},
			{ID: "look/sortslice", Title: "small"}, {ID: "look/sortSlice", Title: "large"},
		}
	}}
	listen := &action.Action{Name: "listen", Doc: "listens.\n", Rules: func() []finding.Rule {
		return []finding.Rule{{ID: "listen/bare", Title: "silence"}}
	}}
	c := driver.Command{
		Dir: t.TempDir(), Getenv: func(name string) string { return env[name] }, Stdout: &out, Stderr: &errs,
		// The rules' actions are no commands here: they cannot run.
		More: []func(*driver.Command) *cobra.Command{func(c *driver.Command) *cobra.Command {
			with := *c
			with.Actions = []*action.Action{look, listen}
			return Command(&with)
		}},
	}
	exit = c.Main(t.Context(), append([]string{"explain"}, args...))
	return exit, out.String(), errs.String()
}

func TestText(t *testing.T) {
	const want = `look/thing

    reports a thing that is there.

    It breaks, since a thing of this kind has always broken whatever it was that
    it came across in its time.

Bad

        f() // finding

Findings

    error or notice: each says which

Page

        https://example.org/thing
`
	for _, name := range []string{"look/thing", "thing", "Thing", "LOOK/THING"} {
		exit, got, stderr := explained(t, nil, name)
		if exit != action.ExitPass || got != want {
			t.Errorf("%s: exit %d\n%s%s\nwant\n%s", name, exit, got, stderr, want)
		}
	}
	_, colored, _ := explained(t, map[string]string{"FORCE_COLOR": "1"}, "thing")
	if !strings.HasPrefix(colored, "\x1b[1mlook/thing\x1b[0m\n") || !strings.Contains(colored, "\n\x1b[1mBad\x1b[0m\n") {
		t.Errorf("in colour: got %q", colored)
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct {
		name, stdout, stderr string
		exit                 int
	}{
		{"look/bare", "look/bare\n\n    nothing more\n\n    It is a rule of tallystick look, which looks around.", "", action.ExitPass},
		{"sortSlice", "look/sortSlice\n\n    large\n", "", action.ExitPass},
		{"bare", "", `rule "bare" is one of several, want look/bare or listen/bare`, action.ExitUsage},
		{"SORTSLICE", "", "want look/sortslice or look/sortSlice", action.ExitUsage},
		{"thnig", "", `unknown rule "thnig", want`, action.ExitUsage},
		{"", "", "unknown rule", action.ExitUsage},
	} {
		exit, stdout, stderr := explained(t, nil, test.name)
		if exit != test.exit || !strings.HasPrefix(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%q: exit %d\n%s\n%s", test.name, exit, stdout, stderr)
		}
	}
	// Nothing is printed of the rules before one that is unknown.
	if exit, stdout, _ := explained(t, nil, "thing", "nowhere"); exit != action.ExitUsage || stdout != "" {
		t.Errorf("exit %d, %q", exit, stdout)
	}
	exit, stdout, _ := explained(t, nil)
	if exit != action.ExitPass || !strings.HasPrefix(stdout, "look/thing      reports a thing\n") || strings.Count(stdout, "\n") != 5 {
		t.Errorf("the list: exit %d\n%s", exit, stdout)
	}
}

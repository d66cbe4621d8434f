package setup_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/setup"
)

func TestMain(m *testing.M) {
	drivertest.MainCommand(m, driver.Command{
		Actions: []*action.Action{{
			Name: "look", Doc: "looks for a file called mistake\n",
			New: func() action.Runner { return &look{} },
		}},
		Formats: []finding.NamedFormat{{Name: "text", Write: func(w io.Writer, r finding.Report) error {
			_, err := fmt.Fprintln(w, "findings:", len(r.Findings))
			return err
		}}},
		More: []func(*driver.Command) *cobra.Command{
			setup.Init("https://example.org/v%s/schema.json", known),
			setup.Hook(
				setup.GitHook{Name: "pre-commit", Args: []string{"look"}},
				setup.GitHook{Name: "pre-push", Args: []string{"look", "--name", "big"}},
			),
		},
	})
}

func TestScripts(t *testing.T) {
	drivertest.Scripts(t, func(env *testscript.Env) error {
		for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"} {
			env.Setenv(name, "test@example.org")
		}
		env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
		env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
		return nil
	})
}

// known is an Adviser for repositories with a file of that name.
func known(root string) (string, []setup.Setting) {
	if _, err := os.Stat(filepath.Join(root, "known")); err != nil {
		return "", nil
	}
	return "there is a known thing\n", []setup.Setting{{Section: "look", Input: "names", Values: []string{"known", "two words"}}}
}

// look finds files by name, so that a scenario can make a hook fail.
type look struct {
	name  string
	names []string
}

func (l *look) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&l.name, "name", "mistake", "file that is a finding; a second sentence makes this longer than one line of a comment may be")
	fs.StringSliceVar(&l.names, "names", nil, "more such files")
}

func (l *look) Run(_ context.Context, s *action.Step) error {
	for _, name := range append([]string{l.name}, l.names...) {
		if _, err := os.Stat(s.Abs(name)); err == nil {
			s.Report(finding.Finding{Rule: "look/there", Severity: finding.Error, Message: name})
		}
	}
	return nil
}

package driver_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/finding"
)

func TestMain(m *testing.M) {
	drivertest.Main(m, report.Formats, &action.Action{
		Name: "say", Doc: "says what it is told", PerModule: true,
		Outputs: []action.Output{{Name: "word"}},
		New:     func() action.Runner { return &say{} },
		Rules:   func() []finding.Rule { return []finding.Rule{{ID: "say/word", Title: "a word was said"}} },
	}, &action.Action{
		Name: "look", Doc: "looks at a folder", New: func() action.Runner { return &say{} },
	})
}

func TestScripts(t *testing.T) { drivertest.Scripts(t) }

// say does what its one input tells it, for each module alike.
type say struct{ word, only string }

func (r *say) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.word, "word", "", "what to do")
	fs.StringVar(&r.only, "only", "", "the module in which to do it")
}

func (r *say) Run(_ context.Context, s *action.Step) error {
	if r.only != "" && s.Rel(s.Dir) != r.only {
		return nil
	}
	at := finding.Location{Path: s.Rel("go.mod"), Line: 1, Column: 1}
	switch r.word {
	case "error":
		s.Report(finding.Finding{Rule: "say/word", Severity: finding.Error, Message: "a word", Location: at})
	case "notice":
		s.Report(finding.Finding{Rule: "say/word", Severity: finding.Notice, Message: "a word", Location: at})
	case "twice":
		for range 2 {
			s.Report(finding.Finding{Rule: "say/word", Severity: finding.Error, Message: "a word", Location: at})
		}
	case "hostile":
		at.Path = "::error file=x::y.go"
		s.Report(finding.Finding{Rule: "say/word", Severity: finding.Error, Message: "\n::error::pwned ##[error]pwned \x1b[2J", Location: at})
	case "panic":
		panic("out of words")
	case "unanalysed":
		return action.NotAnalysed("no words here").WithHint("bring some")
	case "environment":
		return errors.New("the wire is cut")
	case "nothing":
		return action.NothingToDo("nobody listens")
	case "usage":
		return action.Usage("no such word")
	case "output":
		s.Output("word", "one\nsigned=true")
	case "path":
		s.Output("word", filepath.Join(s.Out, "made"))
	}
	return nil
}

func TestInterruptedIsNoPass(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module m\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	command := driver.Command{
		Formats: report.Formats, Dir: dir, Getenv: func(string) string { return "" },
		Stdout: &stdout, Stderr: &stderr,
		Actions: []*action.Action{{Name: "say", PerModule: true, New: func() action.Runner { return &say{} }}},
	}
	if got := command.Main(ctx, []string{"say"}); got != action.ExitInterrupted {
		t.Errorf("exit %d, want %d\n%s%s", got, action.ExitInterrupted, &stdout, &stderr)
	}
}

package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/actions/report/internal/nasty"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/finding"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, report.Action) }

func TestScripts(t *testing.T) { drivertest.Scripts(t) }

// TestJSON: the json format is the report file, so it has no package of its
// own, but the same list of nasty reports.
func TestJSON(t *testing.T) {
	for name, text := range nasty.Golden(t, format(t, "json").Write, "jsonl") {
		if strings.Contains(text, "##[") {
			t.Errorf("%s: a runner finds a command in it", name)
		}
		for line := range strings.Lines(text) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: %.80q is not JSON", name, line)
			}
		}
		if _, err := finding.Read(strings.NewReader(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, f := range report.Formats {
		if f.Doc == "" || f.Write == nil {
			t.Errorf("%s: no description, or nothing that writes", f.Name)
		}
		if f.Commands != (f.Name == "github") {
			t.Errorf("%s: Commands is %v", f.Name, f.Commands)
		}
	}
	format(t, "summary") // the driver writes the job summary with it
	if report.Formats[0].Name != "text" {
		t.Error("text is not first, where the driver's default is looked for")
	}
}

func format(t *testing.T, name string) finding.NamedFormat {
	t.Helper()
	for _, f := range report.Formats {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no format %s", name)
	return finding.NamedFormat{}
}

package verdict

import (
	"testing"

	"github.com/tallystick/tallystick/internal/finding"
)

func TestWords(t *testing.T) {
	failed := func(action, module string) finding.Step {
		return finding.Step{Action: action, Module: module, Status: finding.Failed}
	}
	findings := []finding.Finding{{Severity: finding.Error}, {Severity: finding.Notice}, {Severity: finding.Notice}}
	tests := []struct {
		exit     int
		findings []finding.Finding
		steps    []finding.Step
		want     string
	}{
		{0, nil, nil, "pass: no findings, exit 0"},
		{0, findings[1:], nil, "pass: 2 notices, all below --fail-on warning, exit 0"},
		{1, findings[:1], nil, "1 finding: 1 error, exit 1"},
		{1, findings, nil, "3 findings: 1 error, 2 notices, exit 1"},
		{3, nil, []finding.Step{failed("lint", ".")}, "could not analyse: lint failed, exit 3"},
		{4, findings, []finding.Step{failed("gosum", "cc")}, "could not find out: gosum on cc failed; 3 findings: 1 error, 2 notices, exit 4"},
		{
			3, nil, []finding.Step{failed("a", ""), failed("b", ""), failed("c", ""), failed("d", ""), failed("e", "")},
			"could not analyse: a, b, c and 2 more failed, exit 3",
		},
		{3, nil, []finding.Step{{Action: "image", Status: finding.Skipped}}, "could not analyse: every step was skipped, exit 3"},
		{3, nil, nil, "could not analyse: no step ran, exit 3"},
		{2, nil, []finding.Step{failed("report", "")}, "wrong use or configuration: report failed, exit 2"},
		{130, nil, []finding.Step{{Action: "lint", Status: finding.Passed}}, "interrupted, exit 130"},
	}
	for _, test := range tests {
		r := finding.Report{Exit: test.exit, Findings: test.findings, Steps: test.steps, FailOn: finding.Warning}
		if got := Words(r); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestStep(t *testing.T) {
	for want, s := range map[string]finding.Step{
		"passed":              {Status: finding.Passed},
		"passed, 1 notice":    {Status: finding.Passed, Findings: finding.Counts{Notices: 1}},
		"2 errors, 1 warning": {Status: finding.Flagged, Findings: finding.Counts{Errors: 2, Warnings: 1}},
		"failed":              {Status: finding.Failed, Findings: finding.Counts{Errors: 2}},
		"skipped":             {Status: finding.Skipped},
	} {
		if got := Step(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

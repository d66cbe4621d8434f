package nasty

import (
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// Report is a report under the name of its golden file.
type Report struct {
	Name string
	finding.Report
}

// Reports are all of them.
func Reports() []Report {
	return []Report{
		{"nasty", finish(finding.Report{
			Steps: steps(), Findings: append(plain(), hostile()...), Outputs: outputs(), Rules: rules(), Exit: 3,
		})},
		{"many", finish(Many(90))},
		{"pass", finish(finding.Report{
			Steps: []finding.Step{
				{Action: "baseline", Module: ".", Status: finding.Passed},
				{Action: "lint", Module: ".", Status: finding.Passed},
				{Action: "image", Module: ".", Status: finding.Passed},
				{Action: "sign", Module: ".", Status: finding.Skipped, Reason: "not configured"},
			},
			Outputs: []finding.Output{{Module: ".", Name: "image-digest", Value: "sha256:" + strings.Repeat("ab", 32)}},
		})},
		{"empty", finish(finding.Report{Exit: 3})},
	}
}

// Many is a report of n findings in a few files, with more of every severity
// than any budget allows.
func Many(n int) finding.Report {
	r := finding.Report{Exit: 1, Rules: rules()}
	for i := range n {
		f := finding.Finding{
			Rule: "lint/walltime", Severity: finding.Severity(i%3 + 1),
			Message:  fmt.Sprintf("time.Now gives another answer on every peer (call %d)", i/2%20),
			Hint:     "use ctx.GetStub().GetTxTimestamp()",
			Location: finding.Location{Path: fmt.Sprintf("cc/asset%d.go", i%4), Line: i + 10, Column: 9, EndLine: i + 10, EndColumn: 19},
			Source:   "\tnow := time.Now()",
		}
		r.Findings = append(r.Findings, f)
	}
	r.Steps = []finding.Step{{Action: "lint", Module: "cc", Status: finding.Flagged, Findings: finding.Count(r.Findings)}}
	return r
}

// finish does what the driver does.
func finish(r finding.Report) finding.Report {
	r.Version, r.FailOn = "0.0.0-test", finding.Warning
	finding.Sort(r.Findings)
	finding.Fingerprints(r.Findings)
	return r
}

// walltime is a manual that would be more than text, if a medium let it.
func walltime() finding.Manual {
	return finding.Manual{Doc: "reports wall-clock time.\n\n::error::It breaks <script>alert(1)</script> ##[error] and [a link](https://example.org).\n\n" +
		"# Bad\n\n\tm[\"a\"](b) // 100 % `x`\n\n::warning::世\n", Severities: []finding.Severity{finding.Error}}
}

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "lint/walltime", Title: "wall-clock time decides what is written", URL: "https://example.org/rules/walltime", Manual: walltime},
		{ID: "lint/mapiter", Title: "map order decides what is written; a | b `c` <script>alert(1)</script>"},
	}
}

func steps() []finding.Step {
	return []finding.Step{
		{Action: "baseline", Module: "cc/asset", Status: finding.Passed, Findings: finding.Counts{Notices: 1}},
		{Action: "gosum", Module: "cc/asset", Status: finding.Passed},
		{Action: "lint", Module: "cc/asset", Status: finding.Flagged, Findings: finding.Counts{Errors: 9, Warnings: 4, Notices: 1}},
		{Action: "image", Module: "cc/asset", Status: finding.Skipped, Reason: "lint did not pass"},
		{
			Action: "lint", Module: "cc/broken|`x`", Status: finding.Failed,
			Error: "loading packages: exit status 1\n# example.org/broken\n./main.go:3:1: syntax error: ::error::x\n\tmain.go:4:2: undefined: \x1b[31my\x1b[0m ##[error]z\n", Hint: "go build ./...",
		},
		{Action: "image", Module: "cc/broken|`x`", Status: finding.Failed, Error: "building main.go: no such file"},
		{Action: "verify", Module: "", Status: finding.Skipped, Reason: "not configured"},
	}
}

func outputs() []finding.Output {
	return []finding.Output{
		{Module: "cc/asset", Name: "image-digest", Value: "sha256:" + strings.Repeat("0f", 32)},
		{Module: "cc/asset", Name: "package-id", Value: "asset_1.0:" + strings.Repeat("c3", 32)},
		{Module: "cc/broken|`x`", Name: "value", Value: "a\nb | c `d` <img src=x> @someone\x1b[2J ::set-output name=x::y"},
		{Module: "", Name: "policy", Value: ""},
	}
}

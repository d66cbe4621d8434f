package sarif

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/report/internal/nasty"
	"github.com/tallystick/tallystick/internal/finding"
)

func parse(t *testing.T, text string) run {
	t.Helper()
	var l log
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		t.Fatal(err)
	}
	return l.Runs[0]
}

func written(t *testing.T, r finding.Report) run {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return parse(t, b.String())
}

// TestGolden: Microsoft's validator reads the golden files in e2e/sarif.
func TestGolden(t *testing.T) {
	texts := nasty.Golden(t, Write, "sarif")
	for _, r := range nasty.Reports() {
		text := texts[r.Name]
		if strings.Contains(text, "##[") {
			t.Errorf("%s: a runner finds a command in it", r.Name)
		}
		got := parse(t, text)
		if len(got.Results) != len(r.Findings) {
			t.Errorf("%s: %d results, want %d", r.Name, len(got.Results), len(r.Findings))
		}
		if want := r.Exit <= 1; got.Invocations[0].ExecutionSuccessful != want {
			t.Errorf("%s: executionSuccessful is %v, want %v", r.Name, !want, want)
		}
		prints := map[string]bool{}
		for i, result := range got.Results {
			if got.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID {
				t.Errorf("%s: result %d points at rule %d, which is another", r.Name, i, result.RuleIndex)
			}
			prints[result.PartialFingerprints["tallystick/v1"]] = true
			if strings.Contains(result.Message.Text, "](") {
				t.Errorf("%s: result %d holds a link", r.Name, i)
			}
		}
		if len(prints) != len(got.Results) {
			t.Errorf("%s: %d fingerprints for %d results", r.Name, len(prints), len(got.Results))
		}
	}
}

func TestArtifact(t *testing.T) {
	for path, want := range map[string]artifact{
		"cc/a.go":               {"cc/a.go", sourceRoot},
		"a::error file=b,1.go":  {"a%3A%3Aerror%20file=b%2C1.go", sourceRoot},
		"größe #1?&|`<b>%0A.go": {"gr%C3%B6%C3%9Fe%20%231%3F&%7C%60%3Cb%3E%250A.go", sourceRoot},
		"/tmp/a b.go":           {"file:///tmp/a%20b.go", ""},
	} {
		got := artifactOf(path)
		if got != want {
			t.Errorf("%q: got %v, want %v", path, got, want)
		}
		if u, err := url.Parse(got.URI); err != nil || u.Path != path {
			t.Errorf("%q does not come back: %v, %v", path, u, err)
		}
	}
}

func TestRegion(t *testing.T) {
	const wide = "世🪵x"
	tests := []struct {
		name, source string
		in           finding.Location
		want         region
	}{
		{"line", "x", finding.Location{Line: 3}, region{StartLine: 3}},
		{"range", "abcdef", finding.Location{Line: 3, Column: 2, EndLine: 3, EndColumn: 4}, region{3, 2, 3, 4}},
		{"UTF-16", wide, finding.Location{Line: 3, Column: 8, EndColumn: 9}, region{3, 4, 3, 5}},
		{"unknown text", "", finding.Location{Line: 3, Column: 8, EndColumn: 9}, region{3, 8, 3, 9}},
		{"beyond the line", "世", finding.Location{Line: 3, Column: 9}, region{StartLine: 3, StartColumn: 7}},
		{"over lines", "abc", finding.Location{Line: 3, Column: 2, EndLine: 5, EndColumn: 4}, region{StartLine: 3, StartColumn: 2, EndLine: 5}},
		{"end before start", "abc", finding.Location{Line: 3, Column: 3, EndLine: 2, EndColumn: 1}, region{StartLine: 3, StartColumn: 3}},
	}
	for _, test := range tests {
		if got := regionOf(test.in, test.source); *got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, *got, test.want)
		}
	}
	if got := regionOf(finding.Location{Path: "go.sum"}, ""); got != nil {
		t.Errorf("got %v for a file as a whole, want none", got)
	}
}

func TestFixesOnlyWithKnownColumns(t *testing.T) {
	f := finding.Finding{
		Rule: "lint/x", Severity: finding.Error, Message: "m", Source: "世x := y",
		Location: finding.Location{Path: "a.go", Line: 3, Column: 1},
	}
	edit := func(path string, line, column, endLine, endColumn int) []finding.Edit {
		return []finding.Edit{{Location: finding.Location{Path: path, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}, NewText: "z"}}
	}
	for _, test := range []struct {
		name  string
		edits []finding.Edit
		want  *region
	}{
		{"own line", edit("a.go", 3, 4, 3, 5), &region{3, 2, 3, 3}},
		{"insertion", edit("a.go", 3, 4, 0, 0), &region{3, 2, 3, 2}},
		{"whole lines elsewhere", edit("b.go", 7, 1, 9, 1), &region{7, 1, 9, 1}},
		{"inside of another line", edit("a.go", 4, 2, 4, 3), nil},
		{"same line of another file", edit("b.go", 3, 2, 3, 3), nil},
		{"into another line", edit("a.go", 3, 4, 5, 3), nil},
		{"no column", edit("a.go", 3, 0, 0, 0), nil},
	} {
		f.Fixes = []finding.Fix{{Message: "mend", Edits: test.edits}}
		got := written(t, finding.Report{Findings: []finding.Finding{f}}).Results[0].Fixes
		switch {
		case test.want == nil && len(got) > 0:
			t.Errorf("%s: got %v, want none", test.name, got)
		case test.want != nil && (len(got) == 0 || got[0].Changes[0].Replacements[0].Deleted != *test.want):
			t.Errorf("%s: got %v, want %v", test.name, got, *test.want)
		}
	}
}

func TestTheModuleStandsForNoPlace(t *testing.T) {
	f := finding.Finding{Rule: "baseline/policy", Severity: finding.Error, Message: "m"}
	steps := []finding.Step{{Action: "baseline", Module: "cc/a"}, {Action: "lint", Module: "cc/b"}, {Action: "baseline", Module: "cc/c"}}
	for n, want := range map[int]string{0: "go.mod", 1: "cc/a/go.mod", 2: "cc/a/go.mod", 3: "go.mod"} {
		got := written(t, finding.Report{Findings: []finding.Finding{f}, Steps: steps[:n]}).Results[0].Locations[0].Physical.Artifact.URI
		if got != want {
			t.Errorf("with %d steps: got %s, want %s", n, got, want)
		}
	}
}

func TestTooMany(t *testing.T) {
	r := nasty.Many(maxResults + 500)
	got := written(t, r)
	if len(got.Results) != maxResults || got.Results[0].Level != "error" || got.Results[maxResults-1].Level != "note" {
		t.Errorf("got %d results from %s to %s", len(got.Results), got.Results[0].Level, got.Results[len(got.Results)-1].Level)
	}
	notes := got.Invocations[0].Notifications
	if len(notes) != 1 || !strings.HasPrefix(notes[0].Message.Text, "500 findings left out") {
		t.Errorf("got %v, want a sentence about 500 findings", notes)
	}
}

// TestRuleText: what a rule says at length is its manual, in the two forms
// that GitHub takes, within its limit.
func TestRuleText(t *testing.T) {
	doc := "reports a thing.\n\nIt breaks. " + strings.Repeat("And again. ", 200) + "\n\n# Bad\n\n\tf() // a < b\n"
	got := written(t, finding.Report{
		Findings: []finding.Finding{{Rule: "lint/x", Severity: finding.Error, Message: "m"}},
		Rules: []finding.Rule{{ID: "lint/x", Title: "reports a thing", URL: "https://example.org/x",
			Manual: func() finding.Manual { return finding.Manual{Doc: doc} }}},
	}).Tool.Driver.Rules[0]
	full := got.FullDescription.Text
	if !strings.HasPrefix(full, "reports a thing. It breaks. And again.") || len(full) > maxDescription || !strings.HasSuffix(full, "again.") {
		t.Errorf("the full description is %q", full)
	}
	if !strings.Contains(got.Help.Text, "\nBad\n\n        f() // a < b") || !strings.HasSuffix(got.Help.Text, "\n\nhttps://example.org/x") {
		t.Errorf("the help is %q", got.Help.Text)
	}
	if !strings.Contains(got.Help.Markdown, "\n## Bad\n\n\tf() // a < b\n") || !strings.HasSuffix(got.Help.Markdown, "\n[lint/x](https://example.org/x)\n") {
		t.Errorf("the help in Markdown is %q", got.Help.Markdown)
	}
}

func TestVersion(t *testing.T) {
	for version, semantic := range map[string]string{"1.2.3-rc.1": "1.2.3-rc.1", "(devel)": ""} {
		got := written(t, finding.Report{Version: version}).Tool.Driver
		if got.SemanticVersion != semantic || (semantic == "") != (got.Version == version) {
			t.Errorf("%s: got %q and %q", version, got.SemanticVersion, got.Version)
		}
	}
}

func BenchmarkTenThousand(b *testing.B) { nasty.Benchmark(b, Write) }

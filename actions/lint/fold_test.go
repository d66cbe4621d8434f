package lint

import (
	"slices"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/internal/finding"
)

func issueOf(linter, text string, line int) golangci.Issue {
	return golangci.Issue{Linter: linter, Text: text, File: "/m/a.go", Location: finding.Location{Path: "a.go", Line: line, Column: 1}}
}

// TestFoldedOf: only a linter that is one of our tiers speaks with its checks'
// names; whatever else looks like one is text.
func TestFoldedOf(t *testing.T) {
	own := everyCheck()
	for _, test := range []struct {
		linter, text  string
		name, message string
		related       bool
	}{
		{"govet", "printf: bad verb: %d", "printf", "bad verb: %d", false},
		{"govet", "shadow: declaration of err", "shadow", "declaration of err", false},
		{"govet", "nosuch: of a later release", "govet", "nosuch: of a later release", false},
		{"govet", "SA4006: of another tier", "govet", "SA4006: of another tier", false},
		{"staticcheck", "SA4006: never used", "SA4006", "never used", false},
		{"staticcheck", "SA4009(related information): assignment", "SA4009", "assignment", true},
		{"gocritic", "captLocal: no capitals", "captLocal", "no capitals", false},
		{"unused", "func f is unused", "U1000", "func f is unused", false},
		{"unused", "printf: is unused", "U1000", "printf: is unused", false},
		{"tallystick", "walltime: error: time.Now reaches PutState\nhint: do not", "walltime", "time.Now reaches PutState", false},
		{"tallystick", "walltime: time.Now: reaches PutState", "walltime", "time.Now: reaches PutState", false},
		{"errcheck", "printf: not ours", "errcheck", "printf: not ours", false},
		{"revive", "exported: comment", "revive", "exported: comment", false},
		{"staticcheck", "no name", "staticcheck", "no name", false},
	} {
		f := foldedOf(issueOf(test.linter, test.text, 1), own)
		if f.name != test.name || f.message != test.message || f.related != test.related {
			t.Errorf("%s: %s: got %q, %q, %v", test.linter, test.text, f.name, f.message, f.related)
		}
	}
}

// TestPluginSaysSeverity: as a plug-in of golangci-lint, a check of ours says
// how bad it is; what the configuration there says goes before.
func TestPluginSaysSeverity(t *testing.T) {
	issue := issueOf("tallystick", "walltime: notice: time.Now decides\nhint: do not", 1)
	got := foldedOf(issue, everyCheck()).finding()
	if got.Rule != "lint/walltime" || got.Severity != finding.Notice || got.Message != "time.Now decides" || got.Hint != "do not" {
		t.Errorf("got %+v", got)
	}
	issue.Severity = finding.Error
	if got := foldedOf(issue, everyCheck()).finding(); got.Severity != finding.Error {
		t.Errorf("got %v, want what the configuration says", got.Severity)
	}
}

// TestUnsaid: a tier's finding stands for one issue of its line and rule.
func TestUnsaid(t *testing.T) {
	own := everyCheck()
	at := spot{"/m/a.go", 3, "lint/printf"}
	for _, test := range []struct {
		said   []string
		issues []golangci.Issue
		want   []string
	}{
		{nil, []golangci.Issue{issueOf("govet", "printf: a", 3)}, []string{"a"}},
		{[]string{"a"}, []golangci.Issue{issueOf("govet", "printf: a", 3)}, nil},
		{[]string{"a, in other words"}, []golangci.Issue{issueOf("govet", "printf: a", 3)}, nil},
		{[]string{"a"}, []golangci.Issue{issueOf("govet", "printf: a", 4)}, []string{"a"}},
		{[]string{"a"}, []golangci.Issue{issueOf("govet", "assign: a", 3)}, []string{"a"}},
		{[]string{"b"}, []golangci.Issue{issueOf("govet", "printf: a", 3), issueOf("govet", "printf: b", 3)}, []string{"a"}},
		{[]string{"a", "b"}, []golangci.Issue{issueOf("govet", "printf: b", 3), issueOf("govet", "printf: c", 3)}, nil},
		{[]string{"a"}, []golangci.Issue{issueOf("govet", "printf(related information): a", 3)}, []string{"a"}},
	} {
		var fresh []folded
		for _, issue := range test.issues {
			fresh = append(fresh, foldedOf(issue, own))
		}
		var got []string
		for _, f := range unsaid(fresh, map[spot][]string{at: slices.Clone(test.said)}) {
			got = append(got, f.message)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("said %q, issues %v: got %q, want %q", test.said, test.issues, got, test.want)
		}
	}
}

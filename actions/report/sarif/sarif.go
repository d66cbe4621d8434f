package sarif

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/plain"
	"github.com/tallystick/tallystick/actions/report/internal/verdict"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"golang.org/x/mod/semver"
)

// maxResults is how many results of a run GitHub takes; with more, it refuses
// the file (docs.github.com, "SARIF results exceed one or more limits").
const maxResults = 25_000

const home = "https://github.com/tallystick/tallystick"

// Write writes the report as one SARIF run.
func Write(w io.Writer, r finding.Report) error {
	findings, left := worst(r.Findings, maxResults)
	rules, index := rulesOf(r.Rules, findings)
	d := driver{Name: "tallystick", InformationURI: home, Rules: rules, SemanticVersion: r.Version}
	if !semver.IsValid("v" + r.Version) {
		d.SemanticVersion, d.Version = "", r.Version
	}
	results := make([]result, 0, len(findings)) // "results": [] says that we looked
	for _, f := range findings {
		results = append(results, resultOf(f, index[f.Rule], r.Steps))
	}
	out := log{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []run{{
			Tool:               tool{d},
			Invocations:        []invocation{invocationOf(r, left)},
			OriginalURIBaseIDs: map[string]base{sourceRoot: {text{"the root of the repository"}}},
			ColumnKind:         "utf16CodeUnits",
			Results:            results,
		}},
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	// A runner that sees the file in a log finds no command in it.
	_, err := w.Write(bytes.ReplaceAll(buf.Bytes(), []byte("##["), []byte(`#\u0023[`)))
	return err
}

// worst are the n worst findings in their order, and how many are left out.
func worst(findings []finding.Finding, n int) (kept []finding.Finding, left int) {
	if len(findings) <= n {
		return findings, 0
	}
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return sorted[:n], len(sorted) - n
}

// rulesOf describes every rule that a finding names, and says where it stands
// in the list.
func rulesOf(known []finding.Rule, findings []finding.Finding) (rules []rule, index map[string]int) {
	described := map[string]finding.Rule{}
	for _, r := range known {
		described[r.ID] = r
	}
	rules, index = []rule{}, map[string]int{}
	for _, f := range findings {
		if _, ok := index[f.Rule]; ok {
			continue
		}
		r := described[f.Rule]
		index[f.Rule] = len(rules)
		rules = append(rules, ruleOf(cmp.Or(finding.Clean(r.Title), finding.Clean(f.Rule)), f.Rule, r))
	}
	return rules, index
}

// maxDescription is how long GitHub lets a description be (docs.github.com,
// "reportingDescriptor object").
const maxDescription = 1024

// maxLinks is room for what keeps links from being some.
const maxLinks = 24

// ruleOf has its words from the rule's manual: the full description is what
// that opens with, the help all of it, as text and as Markdown, which GitHub
// shows in its place.
func ruleOf(title, id string, r finding.Rule) rule {
	out := rule{ID: id, ShortDescription: text{title}, FullDescription: text{title}, HelpURI: r.URL, Help: help{Text: title}}
	if r.Manual != nil {
		doc := r.Manual().Doc
		if opening := manual.Opening(doc); opening != "" {
			out.FullDescription.Text = noLink(shortened(title+". "+opening, maxDescription-maxLinks))
		}
		out.Help.Text = noLink(strings.TrimSpace(string(manual.Text(doc, 80, func(heading string) string { return heading }))))
		out.Help.Markdown = string(manual.Markdown(doc, 2))
	}
	if r.URL != "" {
		out.Help.Text += "\n\n" + r.URL
		if out.Help.Markdown != "" {
			out.Help.Markdown += "\n[" + id + "](" + r.URL + ")\n"
		}
	}
	return out
}

// shortened is a text cut after a sentence, or else after a word.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = s[:most]
	if i := strings.LastIndex(s, ". "); i > 0 {
		return s[:i+1]
	}
	return s[:max(0, strings.LastIndexByte(s, ' '))]
}

func invocationOf(r finding.Report, left int) invocation {
	in := invocation{
		ExecutionSuccessful: r.Exit == 0 || r.Exit == 1,
		ExitCode:            r.Exit,
		ExitDescription:     finding.Clean(verdict.Words(r)),
	}
	for _, s := range r.Steps {
		if s.Status == finding.Failed {
			message := lines(verdict.Name(s) + " failed: " + s.Error)
			if s.Hint != "" {
				message += "\n\nhint: " + lines(s.Hint)
			}
			in.Notifications = append(in.Notifications, notification{"error", text{message}})
		}
	}
	if left > 0 {
		in.Notifications = append(in.Notifications, notification{"warning", text{
			fmt.Sprintf("%s left out, the least severe: GitHub takes %d; the report file holds all", verdict.Number(left, "finding"), maxResults),
		}})
	}
	return in
}

func level(s finding.Severity) string {
	if s == finding.Notice {
		return "note"
	}
	return s.String()
}

// lines cleans a text line by line.
func lines(s string) string { return noLink(strings.Join(plain.Lines(s), "\n")) }

// noLink: in a SARIF message "[text](target)" is a link (section 3.11.6). A
// zero-width space keeps ours from being one.
func noLink(s string) string { return strings.ReplaceAll(s, "](", "]\u200b(") }

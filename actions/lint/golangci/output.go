package golangci

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// maxOutput bounds, in bytes, what golangci-lint may answer. Hyperledger
// Fabric with all linters on gives less than a tenth of it.
const maxOutput = 256 << 20

// output keeps what is written, up to a limit.
type output struct {
	bytes.Buffer
	limit int
	cut   bool // what came after the limit is lost
}

func (o *output) Write(p []byte) (int, error) {
	o.cut = o.cut || o.Len()+len(p) > o.limit
	if o.cut {
		return len(p), nil // so that the program is not stopped by a pipe that broke
	}
	return o.Buffer.Write(p)
}

// answer is the JSON of golangci-lint (pkg/printers/json.go). The names are
// those of its Go fields.
type answer struct {
	Issues *[]rawIssue
	Report *struct {
		Error   string
		Linters []struct {
			Name    string
			Enabled bool
		}
	}
}

type rawIssue struct {
	FromLinter, Text, Severity string
	Pos                        struct {
		Filename     string
		Line, Column int
	}
	SuggestedFixes []rawFix
}

// read takes the answer apart. It is one JSON object, whole and with the
// linters that ran; anything else is an answer that was cut short. said is
// what golangci-lint itself holds against it.
func read(s *action.Step, out *output) (issues []Issue, said string, err error) {
	var a answer
	decoder := json.NewDecoder(&out.Buffer)
	if err := decoder.Decode(&a); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, "", malformed("it is empty")
		}
		return nil, "", malformed("%v", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, "", malformed("it goes on after its end")
	}
	if a.Issues == nil || a.Report == nil {
		return nil, "", malformed("it has no issues or no report")
	}
	ran := false
	for _, linter := range a.Report.Linters {
		ran = ran || linter.Enabled
	}
	if !ran {
		return nil, "", malformed("no linter ran")
	}
	f := fixer{step: s, texts: map[string][]byte{}}
	for _, raw := range *a.Issues {
		issue, err := f.issue(raw)
		if err != nil {
			return nil, "", err
		}
		issues = append(issues, issue)
	}
	return issues, a.Report.Error, nil
}

func malformed(format string, args ...any) error {
	return action.NotAnalysed("reading golangci-lint's answer: %s", finding.Clean(fmt.Sprintf(format, args...))).
		WithHint("look at it yourself: golangci-lint run --output.json.path=stdout")
}

// linterName is what may be the name of a linter, plugins included.
var linterName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)

func (f *fixer) issue(raw rawIssue) (Issue, error) {
	if !linterName.MatchString(raw.FromLinter) {
		return Issue{}, malformed("an issue of a linter called %q", raw.FromLinter)
	}
	if raw.Pos.Line < 0 || raw.Pos.Column < 0 {
		return Issue{}, malformed("an issue in a line or column below 0")
	}
	issue := Issue{Linter: raw.FromLinter, Text: raw.Text, Severity: severityOf(raw.Severity)}
	if strings.TrimSpace(issue.Text) == "" {
		issue.Text = raw.FromLinter
	}
	if raw.Pos.Filename == "" {
		return issue, nil
	}
	issue.File = filepath.Clean(f.step.Abs(filepath.FromSlash(raw.Pos.Filename)))
	issue.Location = finding.Location{Path: f.step.Rel(issue.File), Line: raw.Pos.Line, Column: raw.Pos.Column}
	if issue.Location.Line == 0 {
		issue.Location.Column = 0
	}
	for _, fix := range raw.SuggestedFixes {
		if fix, ok := f.fix(issue, fix); ok {
			issue.Fixes = append(issue.Fixes, fix)
		}
	}
	return issue, nil
}

// severityOf reads a severity, which in golangci-lint is any word: those of
// GitHub, GitLab (code quality), Checkstyle, SARIF and gosec are known.
func severityOf(word string) finding.Severity {
	switch strings.ToLower(word) {
	case "":
		return 0
	case "error", "high", "critical", "major", "blocker":
		return finding.Error
	case "notice", "note", "info", "low", "minor", "hint", "ignore", "none":
		return finding.Notice
	}
	return finding.Warning
}

// message takes a line of golangci-lint's log apart: level=error msg="...".
func message(line string) string {
	for _, lead := range []string{"The command is terminated due to an error: ", "Error: "} {
		if rest, ok := strings.CutPrefix(line, lead); ok {
			return rest
		}
	}
	if _, quoted, ok := strings.Cut(line, " msg="); ok && strings.HasPrefix(line, "level=") {
		if text, err := strconv.Unquote(quoted); err == nil {
			return text
		}
		return quoted
	}
	return line
}

package golangci

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

func stepIn(dir string) *action.Step { return &action.Step{Root: dir, Dir: dir} }

func answerOf(text string) *output {
	out := &output{limit: maxOutput}
	out.WriteString(text)
	return out
}

const report = `"Report":{"Linters":[{"Name":"errcheck","Enabled":true}]}`

func TestFixes(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("ab\ncdé\nf\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	edit := func(file, edits string) []finding.Fix {
		t.Helper()
		issues, _, err := read(stepIn(dir), answerOf(`{"Issues":[{"FromLinter":"x","Text":"t","Pos":{"Filename":"`+
			filepath.ToSlash(filepath.Join(dir, file))+`","Line":1,"Column":1},"SuggestedFixes":[{"TextEdits":[`+edits+`]}]}],`+report+`}`))
		if err != nil || len(issues) != 1 {
			t.Fatalf("got %v, %v", issues, err)
		}
		return issues[0].Fixes
	}
	fixes := edit("a.go", `{"Pos":4,"End":9,"NewText":"eHk="}`)
	want := finding.Edit{Location: finding.Location{Path: "a.go", Line: 2, Column: 2, EndLine: 3, EndColumn: 2}, NewText: "xy"}
	if len(fixes) != 1 || len(fixes[0].Edits) != 1 || fixes[0].Edits[0] != want || fixes[0].Message == "" {
		t.Errorf("got %+v, want the edit %+v", fixes, want)
	}
	// What does not lie in the file is no fix, nor is half of one.
	for _, edits := range []string{
		`{"Pos":4,"End":99}`, `{"Pos":-1,"End":2}`, `{"Pos":3,"End":2}`, `{"Pos":1,"End":2},{"Pos":1,"End":11}`, ``,
	} {
		if fixes := edit("a.go", edits); fixes != nil {
			t.Errorf("%s: got %+v, want no fix", edits, fixes)
		}
	}
	if fixes := edit("none.go", `{"Pos":0,"End":1}`); fixes != nil {
		t.Errorf("no file: got %+v, want no fix", fixes)
	}
}

func TestSeverities(t *testing.T) {
	for word, want := range map[string]finding.Severity{
		"": 0, "error": finding.Error, "HIGH": finding.Error, "warning": finding.Warning, "medium": finding.Warning,
		"of our own": finding.Warning, "info": finding.Notice, "Low": finding.Notice, "minor": finding.Notice,
	} {
		if got := severityOf(word); got != want {
			t.Errorf("%q: got %v, want %v", word, got, want)
		}
	}
}

func TestLocal(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.org/m\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]string{
		"./...": "./...", "example.org/m": "./", "example.org/m/a": "./a", "example.org/m/...": "./...",
		"example.org/m...": "./...", "example.org/mm": "example.org/mm", "all": "all",
	} {
		if got := local(dir, pattern); got != want {
			t.Errorf("%s: got %s, want %s", pattern, got, want)
		}
	}
}

// TestTooMuch: a program that floods us is read to its end, and is no pass.
func TestTooMuch(t *testing.T) {
	out := &output{limit: 3}
	for range 3 {
		if n, err := out.Write([]byte("ab")); n != 2 || err != nil {
			t.Fatalf("got %d, %v", n, err)
		}
	}
	if !out.cut || out.String() != "ab" {
		t.Errorf("got %q, %v, want ab and that it was cut", out.String(), out.cut)
	}
}

func TestLogHoldsNoLineWithoutEnd(t *testing.T) {
	var shown strings.Builder
	l := &log{w: &shown}
	for range 3 {
		if _, err := l.Write(make([]byte, maxLine)); err != nil {
			t.Fatal(err)
		}
		if len(l.part) >= 2*maxLine {
			t.Errorf("holds %d bytes", len(l.part))
		}
	}
	l.Write([]byte("\nlast \x1b[1mone"))
	l.end()
	if !strings.HasSuffix(shown.String(), "\nlast \\x1b[1mone\n") || l.last != "last \x1b[1mone" {
		t.Errorf("got %q", shown.String()[shown.Len()-40:])
	}
}

// FuzzRead: what is read can be reported, and what cannot is an error.
func FuzzRead(f *testing.F) {
	f.Add(`{"Issues":[],` + report + `}`)
	f.Add(`{"Issues":[{"FromLinter":"gofmt","Text":"File is not properly formatted","Severity":"","SourceLines":["x"],` +
		`"Pos":{"Filename":"a.go","Offset":205,"Line":17,"Column":1},"SuggestedFixes":[{"Message":"","TextEdits":[{"Pos":0,"End":1,"NewText":"CQ=="}]}],` +
		`"ExpectNoLint":false,"ExpectedNoLintLinter":""}],` + report + `}`)
	f.Add(`{"Issues":[{"FromLinter":"typecheck","Text":": # m\nx.go:1:2: no","Pos":{"Filename":"../x.go","Line":1}}],"Report":{"Error":"x","Linters":[{"Name":"typecheck","Enabled":true}]}}`)
	f.Add(`{"Issues":null}`)
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("package a\n"), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		issues, _, err := read(stepIn(dir), answerOf(text))
		if err != nil {
			if action.ExitOf(err) != action.ExitNotAnalysed || len(issues) > 0 {
				t.Errorf("got %v with %d issues", err, len(issues))
			}
			return
		}
		for _, issue := range issues {
			at := issue.Location
			if issue.Text == "" || !linterName.MatchString(issue.Linter) || min(at.Line, at.Column) < 0 || at.Line == 0 && at.Column > 0 {
				t.Errorf("got %+v", issue)
			}
			for _, fix := range issue.Fixes {
				for _, edit := range fix.Edits {
					e := edit.Location
					if e.Line < 1 || e.Column < 1 || e.EndLine < e.Line || e.EndLine == e.Line && e.EndColumn < e.Column {
						t.Errorf("got the edit %+v", edit)
					}
				}
			}
		}
	})
}

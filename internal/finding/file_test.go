package finding

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func full() Report {
	return Report{
		Version: "1.2.3", FailOn: Warning, Exit: 3,
		Steps: []Step{
			{Action: "lint", Module: "cc/a", Status: Flagged, Findings: Counts{Errors: 1, Notices: 2}},
			{Action: "image", Module: "cc/a", Status: Failed, Error: "does not compile\na.go:1:2: x", Hint: "go build ./..."},
			{Action: "pack", Module: "cc/a", Status: Skipped, Reason: "image did not pass"},
		},
		Rules: []Rule{{ID: "lint/walltime", Title: "wall time", URL: "https://example.org/walltime"}},
		Findings: []Finding{{
			Rule: "lint/walltime", Severity: Error, Message: "<b> & \u2028 ##[error] ::error::\n\x1b[31m", Hint: "use `x`",
			Location: Location{Path: "cc/a/ä b.go", Line: 3, Column: 4, EndLine: 3, EndColumn: 9},
			Related:  []Related{{Location: Location{Path: "b.go", Line: 1}, Message: "from here"}},
			Fixes:    []Fix{{Message: "replace", Edits: []Edit{{Location: Location{Path: "b.go", Line: 1}, NewText: "x\n"}}}},
			Source:   "\tx := ####[y]", Fingerprint: "0123",
		}, {Rule: "gosum/missing", Severity: Notice, Message: "m"}},
		Outputs: []Output{{Module: "cc/a", Name: "package-id", Value: "a:b\nc"}},
	}
}

func TestRoundTrip(t *testing.T) {
	for _, want := range []Report{full(), {Version: "0", FailOn: Notice}} {
		var buf bytes.Buffer
		if err := Write(&buf, want); err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(buf.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
	}
}

func TestWriteHoldsNoCommand(t *testing.T) {
	var buf bytes.Buffer
	if err := Write(&buf, full()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(buf.String(), "##[") {
		t.Error("##[ stands in the file")
	}
	for line := range strings.Lines(buf.String()) {
		if !strings.HasPrefix(line, "{") {
			t.Errorf("line begins with %.20q, want {", line)
		}
	}
}

func TestWriteRefusesWhatReadRefuses(t *testing.T) {
	r := full()
	r.Findings[0].Severity = 0
	if err := Write(&bytes.Buffer{}, r); err == nil {
		t.Error("a finding without a severity was written")
	}
}

func TestReadTruncated(t *testing.T) {
	var buf bytes.Buffer
	if err := Write(&buf, full()); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(buf.String(), "\n"), "\n")
	for n := range lines {
		r, err := Read(strings.NewReader(strings.Join(lines[:n], "")))
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("first %d lines: got %v, want ErrTruncated", n, err)
		}
		if want := min(max(n-1, 0), 3); len(r.Steps) != want {
			t.Errorf("first %d lines: got %d steps, want %d", n, len(r.Steps), want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	const header = `{"tallystick":{"format":1,"version":"0"}}` + "\n"
	const verdict = `{"verdict":{"failOn":"warning","exit":0,"findings":{}}}` + "\n"
	tests := []struct{ name, file, want string }{
		{"no header", verdict, "line 1: not a Tallystick report"},
		{"two headers", header + header + verdict, "line 2: not a Tallystick report"},
		{"two reports", header + verdict + header, "line 3: the report goes on after its verdict"},
		{"other format", `{"tallystick":{"format":2}}` + "\n", "line 1: report format 2, want 1"},
		{"not JSON", header + "x\n", "line 2: invalid character"},
		{"half a line", header + `{"finding":{"rule":"a/b","sev`, "line 2: unexpected end"},
		{"unknown status", header + `{"step":{"action":"lint","status":"fine"}}` + "\n", `line 2: step status "fine"`},
		{"no severity", header + `{"finding":{"rule":"a/b","message":"m","location":{}}}` + "\n", "line 2: severity(0) is not a severity"},
		{"unknown severity", header + `{"finding":{"rule":"a/b","severity":"fatal"}}` + "\n", `line 2: severity "fatal"`},
		{"no rule", header + `{"finding":{"severity":"error"}}` + "\n", "line 2: a finding without a rule"},
		{"negative line", header + `{"finding":{"rule":"a/b","severity":"error","location":{"path":"a.go","line":-1}}}` + "\n", "line 2: place a.go"},
		{"negative column of a fix", header + `{"finding":{"rule":"a/b","severity":"error","fixes":[{"edits":[{"location":{"endColumn":-1}}]}]}}` + "\n", "line 2: place"},
		{"output that sets another", header + `{"output":{"name":"x\nsigned","value":"true"}}` + "\n", "line 2: output name"},
		{"output without a name", header + `{"output":{"value":"true"}}` + "\n", "line 2: output name"},
		{"no threshold", header + `{"verdict":{"exit":0}}` + "\n", "line 2: severity(0)"},
		{"endless line", header + `{"finding":{"message":"` + strings.Repeat("x", maxRecord), "token too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.file))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

// FuzzRead holds that what Read takes can be written, and comes back the same.
func FuzzRead(f *testing.F) {
	var buf bytes.Buffer
	if err := Write(&buf, full()); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Add([]byte(`{"tallystick":{"format":1}}` + "\n" + `{"verdict":{"failOn":"error"}}`))
	f.Add([]byte("null\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := Write(&out, first); err != nil {
			t.Fatalf("writing what was read: %v", err)
		}
		second, err := Read(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatalf("reading what was written: %v", err)
		}
		var again bytes.Buffer
		if err := Write(&again, second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("got %s\nwant %s", again.Bytes(), out.Bytes())
		}
	})
}

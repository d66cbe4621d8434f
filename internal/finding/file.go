package finding

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// FileVersion is the version of the report file's format.
const FileVersion = 1

// A report file is JSON lines, one record each, in the order of record's
// fields. The verdict comes last: a file without it was cut short.
type record struct {
	Header  *header  `json:"tallystick,omitempty"`
	Step    *Step    `json:"step,omitempty"`
	Rule    *Rule    `json:"rule,omitempty"`
	Finding *Finding `json:"finding,omitempty"`
	Output  *Output  `json:"output,omitempty"`
	Verdict *verdict `json:"verdict,omitempty"`
}

type header struct {
	Format  int    `json:"format"`
	Version string `json:"version"`
}

type verdict struct {
	FailOn Severity `json:"failOn"`
	Exit   int      `json:"exit"`
	Counts Counts   `json:"findings"`
}

// ErrTruncated says that a report file ends before its verdict, so that
// nobody knows what is missing.
var ErrTruncated = errors.New("the report ends before its verdict")

// maxRecord bounds one line, in bytes, of a file that may be hostile.
const maxRecord = 16 << 20

// Write writes a report file; it is the json format as well. A runner that
// sees the file in a log finds no command in it: no line starts with "::", and
// "##[", which GitHub's runner takes anywhere, is escaped.
func Write(w io.Writer, r Report) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	var failed error
	put := func(rec record) {
		if failed != nil {
			return
		}
		line.Reset()
		if failed = enc.Encode(rec); failed != nil {
			return
		}
		text := line.Bytes()
		if bytes.Contains(text, []byte("##[")) {
			// "#" stands only inside of strings, never after a lone backslash.
			text = bytes.ReplaceAll(text, []byte("##["), []byte(`#\u0023[`))
		}
		_, failed = buf.Write(text)
	}
	put(record{Header: &header{FileVersion, r.Version}})
	for i := range r.Steps {
		put(record{Step: &r.Steps[i]})
	}
	for i := range r.Rules {
		put(record{Rule: &r.Rules[i]})
	}
	for i := range r.Findings {
		put(record{Finding: &r.Findings[i]})
	}
	for i := range r.Outputs {
		put(record{Output: &r.Outputs[i]})
	}
	put(record{Verdict: &verdict{r.FailOn, r.Exit, Count(r.Findings)}})
	if failed != nil {
		return failed
	}
	return buf.Flush()
}

// Read reads a report file. The text in it is not to be trusted; its form is
// checked, so that what Read takes, Write can write and every format can show.
// A file that was cut short gives what it holds and ErrTruncated.
func Read(rd io.Reader) (Report, error) {
	var r Report
	scanner := bufio.NewScanner(rd)
	scanner.Buffer(nil, maxRecord)
	started, done := false, false
	for line := 1; scanner.Scan(); line++ {
		var rec record
		err := json.Unmarshal(scanner.Bytes(), &rec)
		switch {
		case err != nil:
		case done:
			err = errors.New("the report goes on after its verdict")
		case started == (rec.Header != nil):
			err = errors.New("not a Tallystick report: want one header, on its first line")
		default:
			started, done = true, rec.Verdict != nil
			err = r.add(rec)
		}
		if err != nil {
			return r, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return r, err
	}
	if !done {
		return r, ErrTruncated
	}
	return r, nil
}

// add takes one record, when it is one that Write could have written.
func (r *Report) add(rec record) error {
	switch {
	case rec.Header != nil:
		if rec.Header.Format != FileVersion {
			return fmt.Errorf("report format %d, want %d", rec.Header.Format, FileVersion)
		}
		r.Version = rec.Header.Version
	case rec.Step != nil:
		r.Steps = append(r.Steps, *rec.Step)
		return rec.Step.check()
	case rec.Rule != nil:
		r.Rules = append(r.Rules, *rec.Rule)
	case rec.Finding != nil:
		r.Findings = append(r.Findings, *rec.Finding)
		return rec.Finding.check()
	case rec.Output != nil:
		r.Outputs = append(r.Outputs, *rec.Output)
		return rec.Output.check()
	case rec.Verdict != nil:
		r.FailOn, r.Exit = rec.Verdict.FailOn, rec.Verdict.Exit
		return rec.Verdict.FailOn.check()
	}
	return nil
}

func (s Severity) check() error {
	_, err := s.MarshalText()
	return err
}

func (s Step) check() error {
	switch s.Status {
	case Passed, Flagged, Failed, Skipped:
		return nil
	}
	return fmt.Errorf("step status %q, want passed, flagged, failed or skipped", s.Status)
}

func (f Finding) check() error {
	locations := []Location{f.Location}
	for _, related := range f.Related {
		locations = append(locations, related.Location)
	}
	for _, fix := range f.Fixes {
		for _, edit := range fix.Edits {
			locations = append(locations, edit.Location)
		}
	}
	for _, l := range locations {
		if min(l.Line, l.Column, l.EndLine, l.EndColumn) < 0 {
			return fmt.Errorf("place %v: lines and columns count from 1", l)
		}
	}
	if f.Rule == "" {
		return errors.New("a finding without a rule")
	}
	return f.Severity.check()
}

// check keeps names to what a workflow's output can be called, so that a name
// is never more than a name where "name=value" is written.
func (o Output) check() error {
	if o.Name == "" || strings.ContainsFunc(o.Name, notInName) {
		return fmt.Errorf("output name %q, want letters, digits, - and _", o.Name)
	}
	return nil
}

func notInName(r rune) bool {
	return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

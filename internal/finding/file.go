package finding

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// Write writes a report file; it is the json format as well.
func Write(w io.Writer, r Report) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	var failed error
	put := func(rec record) {
		if failed == nil {
			failed = enc.Encode(rec)
		}
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
	return errors.Join(failed, buf.Flush())
}

// Read reads a report file. The text in it is not to be trusted. A file that
// was cut short gives what it holds and ErrTruncated.
func Read(rd io.Reader) (Report, error) {
	var r Report
	scanner := bufio.NewScanner(rd)
	scanner.Buffer(nil, maxRecord)
	started, done := false, false
	for line := 1; scanner.Scan(); line++ {
		var rec record
		if err := json.Unmarshal(scanner.Bytes(), &rec); err != nil {
			return r, fmt.Errorf("line %d: %w", line, err)
		}
		switch {
		case rec.Header != nil:
			if rec.Header.Format != FileVersion {
				return r, fmt.Errorf("line %d: report format %d, want %d", line, rec.Header.Format, FileVersion)
			}
			started, r.Version = true, rec.Header.Version
		case !started:
			return r, fmt.Errorf("line %d: not a Tallystick report: no header", line)
		case rec.Step != nil:
			r.Steps = append(r.Steps, *rec.Step)
		case rec.Rule != nil:
			r.Rules = append(r.Rules, *rec.Rule)
		case rec.Finding != nil:
			r.Findings = append(r.Findings, *rec.Finding)
		case rec.Output != nil:
			r.Outputs = append(r.Outputs, *rec.Output)
		case rec.Verdict != nil:
			done, r.FailOn, r.Exit = true, rec.Verdict.FailOn, rec.Verdict.Exit
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

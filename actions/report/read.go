package report

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// maxFile bounds a report file, in bytes: about a million findings.
const maxFile = 512 << 20

// source is one report file and what could be read of it.
type source struct {
	name   string // for people
	report finding.Report
	err    error // why the report is not whole
}

// open reads the files that are asked for. What is wrong inside of a file is
// for the source to say; an error is about the request.
func (r *runner) open(s *action.Step) ([]source, error) {
	if len(r.files) > 0 {
		var sources []source
		for _, file := range r.files {
			path := s.Abs(file)
			if info, err := os.Stat(path); err != nil {
				return nil, action.Usage("--files: %w", err).WithHint("relative paths are below the folder of --dir")
			} else if !info.Mode().IsRegular() {
				return nil, action.Usage("--files: %s is not a file", file)
			}
			sources = append(sources, read(s.Rel(path), path))
		}
		return sources, nil
	}
	entries, err := os.ReadDir(s.Out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, action.Environment("looking for report files: %w", err)
	}
	var sources []source
	for _, entry := range entries { // sorted by name
		path := filepath.Join(s.Out, entry.Name())
		if filepath.Ext(path) != ".jsonl" || !entry.Type().IsRegular() || entry.Name() == name+".jsonl" {
			continue
		}
		sources = append(sources, read(s.Rel(path), path))
	}
	if len(sources) == 0 {
		return nil, action.Usage("no report file in %s", s.Rel(s.Out)).
			WithHint("run an action first, such as: tallystick gate; or name the files with --files")
	}
	return sources, nil
}

func read(name, path string) source {
	f, err := os.Open(path)
	if err != nil {
		return source{name: name, err: err}
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: maxFile}
	report, err := finding.Read(limited)
	if limited.N == 0 {
		err = fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	return source{name, report, err}
}

// merged is one report out of several, each thing in it once.
type merged struct {
	report   finding.Report
	steps    set[finding.Step]
	findings set[place]
	outputs  set[finding.Output]
}

// place is what makes two findings the same.
type place struct {
	rule, message string
	location      finding.Location
}

func newMerged() *merged {
	return &merged{steps: set[finding.Step]{}, findings: set[place]{}, outputs: set[finding.Output]{}}
}

func (m *merged) add(r finding.Report) {
	for _, step := range r.Steps {
		if m.steps.add(step) {
			m.report.Steps = append(m.report.Steps, step)
		}
	}
	for _, f := range r.Findings {
		if m.findings.add(place{f.Rule, f.Message, f.Location}) {
			m.report.Findings = append(m.report.Findings, f)
		}
	}
	for _, output := range r.Outputs {
		if m.outputs.add(output) {
			m.report.Outputs = append(m.report.Outputs, output)
		}
	}
}

type set[T comparable] map[T]bool

// add says whether v is new.
func (s set[T]) add(v T) bool {
	had := s[v]
	s[v] = true
	return !had
}

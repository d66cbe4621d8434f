// Package finding is the vocabulary of Tallystick: what an action says about
// the code it looked at, and the report in which many such sayings travel
// between workflow steps.
//
// It imports nothing of ours, so that every room can speak it.
package finding

import (
	"fmt"
	"strings"
)

// Severity is how much a finding matters. The words are GitHub's annotation
// levels (docs.github.com, "Workflow commands").
type Severity int

const (
	Notice  Severity = iota + 1 // policy, style, or low confidence
	Warning                     // likely wrong
	Error                       // certainly wrong
)

var severityNames = map[Severity]string{Notice: "notice", Warning: "warning", Error: "error"}

func (s Severity) String() string {
	if name, ok := severityNames[s]; ok {
		return name
	}
	return fmt.Sprintf("severity(%d)", int(s))
}

// ParseSeverity reads one of notice, warning or error.
func ParseSeverity(s string) (Severity, error) {
	for severity, name := range severityNames {
		if s == name {
			return severity, nil
		}
	}
	return 0, fmt.Errorf("severity %q, want notice, warning or error", s)
}

// MarshalText writes the severity's word.
func (s Severity) MarshalText() ([]byte, error) {
	if _, ok := severityNames[s]; !ok {
		return nil, fmt.Errorf("%v is not a severity", s)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads the severity's word.
func (s *Severity) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSeverity(string(text))
	return err
}

// Finding is the only thing an action says. A finding is not a Go error: an
// error means that the action could not find out.
type Finding struct {
	// Rule is "action/rule": lint/mapiter, gosum/missing.
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	// Message is lower case, without a period, with facts as "got, want".
	// It may hold hostile text of the analysed source: formats escape it.
	Message string `json:"message"`
	// Hint is the cure, with the exact command where there is one.
	Hint     string    `json:"hint,omitempty"`
	Location Location  `json:"location"`
	Related  []Related `json:"related,omitempty"`
	Fixes    []Fix     `json:"fixes,omitempty"`
	// Source is the line that Location points at, without its end. The
	// driver fills it, so that a format need not have the checkout.
	Source string `json:"source,omitempty"`
	// Fingerprint stays the same when the line moves. The driver fills it.
	Fingerprint string `json:"fingerprint,omitempty"`
}

// Action is the part of the rule before the slash.
func (f Finding) Action() string {
	name, _, _ := strings.Cut(f.Rule, "/")
	return name
}

// Location is a place in a file. The zero Location means the repository as a
// whole; a zero Line the file as a whole.
type Location struct {
	// Path is slash-separated and relative to the repository root.
	Path string `json:"path,omitempty"`
	// Line and Column count from 1; Column counts UTF-8 bytes, as go/token
	// does. The end is exclusive and optional.
	Line      int `json:"line,omitempty"`
	Column    int `json:"column,omitempty"`
	EndLine   int `json:"endLine,omitempty"`
	EndColumn int `json:"endColumn,omitempty"`
}

// String is path:line:column, as far as known.
func (l Location) String() string {
	s := l.Path
	if l.Line > 0 {
		s += fmt.Sprintf(":%d", l.Line)
		if l.Column > 0 {
			s += fmt.Sprintf(":%d", l.Column)
		}
	}
	return s
}

// Related is another place that explains the finding, such as a hop of a flow.
type Related struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// Fix is one way to cure the finding; its edits are applied together.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces the text of Location (end exclusive) by NewText.
type Edit struct {
	Location Location `json:"location"`
	NewText  string   `json:"newText"`
}

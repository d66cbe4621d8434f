package lint

import (
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/finding"
)

// Our own checks say how bad a diagnostic is, and how to cure it.
func TestBySelf(t *testing.T) {
	for _, test := range []struct {
		category, text string
		severity       finding.Severity
		message, hint  string
	}{
		{"", "bad", finding.Error, "bad", ""},
		{"notice", "odd", finding.Notice, "odd", ""},
		{"warning", "bad\nhint: sort the keys\nfirst", finding.Warning, "bad", "sort the keys\nfirst"},
		{"error", "hint: none", finding.Error, "hint: none", ""},
	} {
		severity, message, hint := bySelf(engine.Diagnostic{Category: test.category, Message: test.text})
		if severity != test.severity || message != test.message || hint != test.hint {
			t.Errorf("%q: got %v %q %q", test.text, severity, message, hint)
		}
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string][2]string{
		"plain": {"plain", ""},
		"no required module provides package a; to add it:\n\tgo get a": {"no required module provides package a", "go get a"},
		"missing go.sum entry; to add:\n\tgo get b":                     {"missing go.sum entry", "go get b"},
		"# runtime/cgo\ncgo: no compiler":                               {"cgo: no compiler", ""},
		"# lonely":                                                      {"# lonely", ""},
	} {
		if message, hint := split(text); message != want[0] || hint != want[1] {
			t.Errorf("%q: got %q, %q", text, message, hint)
		}
	}
}

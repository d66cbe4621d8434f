// Package verdict says in words how a run ended, so that every format says it
// in the same ones.
//
// The words hold text of strangers (names of modules) as it is: it is for the
// format to make it harmless.
package verdict

import (
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// Words is the verdict in one line, with the exit code.
func Words(r finding.Report) string {
	counts := finding.Count(r.Findings)
	switch {
	case r.Exit == 0 && counts.Total() == 0:
		return "pass: no findings, exit 0"
	case r.Exit == 0:
		return fmt.Sprintf("pass: %s, all below --fail-on %v, exit 0", Counts(counts), r.FailOn)
	case r.Exit == 1:
		return fmt.Sprintf("%s, exit 1", found(counts))
	}
	words := []string{fault(r.Exit)}
	if why := why(r.Steps); why != "" {
		words[0] += ": " + why
	}
	if counts.Total() > 0 {
		words = append(words, found(counts))
	}
	return fmt.Sprintf("%s, exit %d", strings.Join(words, "; "), r.Exit)
}

// fault names the exit codes of the contract that mean that something could
// not be found out.
func fault(exit int) string {
	switch exit {
	case 2:
		return "wrong use or configuration"
	case 3:
		return "could not analyse"
	case 130:
		return "interrupted"
	}
	return "could not find out"
}

func why(steps []finding.Step) string {
	const shown = 3
	var failed []string
	skipped := 0
	for _, s := range steps {
		switch s.Status {
		case finding.Failed:
			failed = append(failed, Name(s))
		case finding.Skipped:
			skipped++
		}
	}
	switch {
	case len(failed) > shown:
		return fmt.Sprintf("%s and %d more failed", strings.Join(failed[:shown], ", "), len(failed)-shown)
	case len(failed) > 0:
		return strings.Join(failed, ", ") + " failed"
	case len(steps) == 0:
		return "no step ran"
	case skipped == len(steps):
		return "every step was skipped"
	}
	return ""
}

// Name is a step's name: the action, and the module where it has one that is
// not the root.
func Name(s finding.Step) string {
	if s.Module == "" || s.Module == "." {
		return s.Action
	}
	return s.Action + " on " + s.Module
}

// Step says how a step ended, without the reason.
func Step(s finding.Step) string {
	switch {
	case s.Status == finding.Failed || s.Status == finding.Skipped || s.Findings.Total() == 0:
		return string(s.Status)
	case s.Status == finding.Passed:
		return "passed, " + Counts(s.Findings)
	}
	return Counts(s.Findings)
}

// Mark is a sign for how a step ended; it stands beside words, never alone.
func Mark(s finding.Status) string {
	switch s {
	case finding.Passed:
		return "✓"
	case finding.Skipped:
		return "–"
	}
	return "✗"
}

func found(c finding.Counts) string {
	return fmt.Sprintf("%s: %s", Number(c.Total(), "finding"), Counts(c))
}

// Counts is "3 errors, 1 warning", without what there is none of.
func Counts(c finding.Counts) string {
	var words []string
	for _, count := range []struct {
		n    int
		noun string
	}{{c.Errors, "error"}, {c.Warnings, "warning"}, {c.Notices, "notice"}} {
		if count.n > 0 {
			words = append(words, Number(count.n, count.noun))
		}
	}
	return strings.Join(words, ", ")
}

// Number is a count with its noun.
func Number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

package directive

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/finding"
)

// Rules are what is wanted of directives.
type Rules struct {
	Reasons bool // every //nolint has one
	Names   bool // no //nolint is for everything
	Used    bool // every directive silences something
	// Ran says of a check's own name whether it ran on the packages of a
	// folder and was not switched off there; RanGroup of another name
	// whether all checks did that it may stand for.
	Ran, RanGroup func(dir, name string) bool
	// All says that a //nolint without names can be for nothing else.
	All bool
}

// Fault is a directive that is wrong.
type Fault struct {
	At       engine.Place
	Severity finding.Severity
	Message  string
	Hint     string
	Fixes    []engine.Fix
}

const wanted = "want //nolint:a,b // reason"

// Faults are the directives that are wrong, after all findings were asked
// about.
//
// Those of staticcheck are as that command has them. Those about //nolint are
// as golangci-lint's nolintlint has them, and as there they are for another
// day where a directive names nolintlint; they are notices unless somebody
// asked for them, since golangci-lint is silent too unless somebody asks.
func (s *Set) Faults(rules Rules) (faults []Fault) {
	for _, place := range s.broken {
		faults = append(faults, Fault{
			At: place, Severity: finding.Error, Message: "malformed linter directive; missing the required reason field?",
		})
	}
	for _, one := range s.all {
		switch one.kind {
		case ignore:
			if rules.Used && one.isUseless(rules) {
				faults = append(faults, one.useless(rules))
			}
		case nolint:
			if own := one.nolintFaults(rules); len(own) > 0 && !s.excused(one) {
				faults = append(faults, own...)
			}
		}
	}
	return faults
}

// excused says whether a //nolint names nolintlint for the place of another.
func (s *Set) excused(one *silence) bool {
	return slices.ContainsFunc(s.byFile[one.at.File], func(c cover) bool {
		return c.isNolint() && c.from <= one.at.Line && one.at.Line <= c.to &&
			slices.ContainsFunc(c.names, func(name string) bool { return strings.EqualFold(name, "nolintlint") })
	})
}

// isUseless holds for a //lint:ignore that silenced nothing although a check
// that it names ran. One that names U1000 is never held useless: what is
// unused depends on what else is analysed (lintcmd/lint.go, filterIgnored).
func (s *silence) isUseless(rules Rules) bool {
	return !s.used && !slices.ContainsFunc(s.names, dependsOnMore) && slices.ContainsFunc(s.names, func(name string) bool {
		return rules.Ran(s.dir(), name)
	})
}

// useless is the fault; only when all the checks that it names ran can the
// cure be known.
func (s *silence) useless(rules Rules) Fault {
	fault := Fault{
		At: s.at, Severity: finding.Warning, Message: "this linter directive didn't match anything; should it be removed?",
	}
	if !slices.ContainsFunc(s.names, func(name string) bool { return !rules.Ran(s.dir(), name) }) {
		fault.Fixes = s.fix(fixRemove, "")
	}
	return fault
}

func (s *silence) nolintFaults(rules Rules) (faults []Fault) {
	add := func(severity finding.Severity, message, hint string, fixes []engine.Fix) {
		faults = append(faults, Fault{At: s.at, Severity: severity, Message: message, Hint: hint, Fixes: fixes})
	}
	if s.odd {
		severity, message := finding.Notice, "//nolint that cannot be read, "
		if s.all {
			message = "//nolint for everything, whatever else it says, "
		}
		if rules.Names || rules.Reasons {
			severity = finding.Warning
		}
		add(severity, message+wanted, "", nil)
	}
	if rules.Names && s.all && !s.odd {
		add(finding.Warning, "//nolint without names, "+wanted, "", nil)
	}
	if rules.Reasons && !s.why && !s.odd {
		add(finding.Warning, "//nolint without a reason, "+wanted, "", nil)
	}
	if !rules.Used {
		return faults
	}
	if s.all {
		if !s.used && rules.All {
			add(finding.Notice, "//nolint silences nothing", "remove it, or name the linter that it is for: //nolint:NAME", s.fix(fixRemove, ""))
		}
		return faults
	}
	var idle, others []string
	for i, name := range s.names {
		if !s.matched[i] && !dependsOnMore(name) && (rules.Ran(s.dir(), name) || rules.RanGroup(s.dir(), name)) {
			idle = append(idle, name)
		} else {
			others = append(others, name)
		}
	}
	if len(idle) > 0 {
		fixes := s.fix(fixRemove, "")
		if len(others) > 0 {
			fixes = s.fix(fixNames, strings.Join(others, ","))
		}
		add(finding.Notice, "//nolint silences nothing for "+strings.Join(idle, ", "), "", fixes)
	}
	return faults
}

// dependsOnMore holds for the names of what looks beyond one package.
func dependsOnMore(name string) bool {
	name = strings.ToLower(name)
	return name == "unused" || strings.TrimPrefix(name, "lint/") == "u1000"
}

func (s *silence) dir() string { return filepath.Dir(s.at.File) }

// fix is one of those that the diagnostic brought along.
func (s *silence) fix(name, text string) (fixes []engine.Fix) {
	for _, fix := range s.fixes {
		if fix.Message != name || len(fix.Edits) != 1 {
			continue
		}
		edit := fix.Edits[0]
		edit.NewText = text
		if name == fixNames {
			name = "name only " + text
		}
		return []engine.Fix{{Message: name, Edits: []engine.Edit{edit}}}
	}
	return nil
}

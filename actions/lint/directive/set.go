package directive

import (
	"path"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine"
)

// Set is the directives of a run.
type Set struct {
	byFile map[string][]*silence
	faults []Fault
}

// silence is one directive and what it covers.
type silence struct {
	kind     string
	names    []string // none means everything
	from, to int      // lines, for nolint; from alone for ignore
	at       engine.Place
	matched  bool
}

// Fault is a directive that is wrong.
type Fault struct {
	At      engine.Place
	Message string
	// Unread says that the directive silences nothing, as it cannot be
	// read; otherwise there was nothing to silence.
	Unread bool
}

// New takes the directives out of diagnostics, and gives the others.
func New(diagnostics []engine.Diagnostic) (*Set, []engine.Diagnostic) {
	set := &Set{byFile: map[string][]*silence{}}
	var rest []engine.Diagnostic
	for _, d := range diagnostics {
		switch {
		case d.Analyzer != Name:
			rest = append(rest, d)
		case d.Category == malformed:
			set.faults = append(set.faults, Fault{
				At: d.Place, Unread: true, Message: "malformed linter directive; missing the required reason field?",
			})
		default:
			set.byFile[d.File] = append(set.byFile[d.File], newSilence(d))
		}
	}
	return set, rest
}

func newSilence(d engine.Diagnostic) *silence {
	s := &silence{kind: d.Category, from: d.Line, to: max(d.Line, d.EndLine), at: d.Place}
	if d.Message != "" {
		s.names = strings.Split(strings.ToLower(d.Message), ",")
	}
	if len(d.Related) > 0 {
		s.at = d.Related[0].Place
	}
	return s
}

// Silences says whether a directive covers a line of a file for one of these
// names. //nolint takes names as they are, //lint:ignore patterns of them
// (SA*); case does not matter.
func (s *Set) Silences(file string, line int, names, more []string) bool {
	silenced := false
	for _, one := range s.byFile[file] {
		if one.covers(line) && one.means(names, more) {
			one.matched, silenced = true, true
		}
	}
	return silenced
}

func (s *silence) covers(line int) bool {
	switch s.kind {
	case fileIgnore:
		return true
	case ignore:
		return line == s.from
	}
	return s.from <= line && line <= s.to
}

func (s *silence) means(names, more []string) bool {
	if s.kind == nolint {
		return len(s.names) == 0 || slices.ContainsFunc(slices.Concat(names, more), func(name string) bool {
			return slices.Contains(s.names, strings.ToLower(name))
		})
	}
	for _, pattern := range s.names {
		for _, name := range names {
			if ok, _ := path.Match(pattern, strings.ToLower(name)); ok {
				return true
			}
		}
	}
	return false
}

// Faults are the directives that are wrong, after all findings were asked
// about: those that cannot be read, and each //lint:ignore that silenced
// nothing although a check that it names ran (names has all of them, in lower
// case). One that names U1000 is never held useless, since that depends on
// what else is analysed: all this as staticcheck does.
func (s *Set) Faults(names map[string]bool) []Fault {
	faults := slices.Clone(s.faults)
	for _, silences := range s.byFile {
		for _, one := range silences {
			if one.kind == ignore && !one.matched && one.couldMatch(names) {
				faults = append(faults, Fault{
					At: one.at, Message: "this linter directive didn't match anything; should it be removed?",
				})
			}
		}
	}
	return faults
}

func (s *silence) couldMatch(names map[string]bool) bool {
	for _, name := range s.names {
		name = strings.TrimPrefix(name, "lint/")
		if name == "u1000" {
			return false
		}
		if names[name] {
			return true
		}
	}
	return false
}

package directive

import (
	"math"
	"path"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/engine"
)

// Set is the directives of a run.
type Set struct {
	all    []*silence
	byFile map[string][]cover
	broken []engine.Place // those that staticcheck calls malformed
}

// silence is one directive, and what it has been good for.
type silence struct {
	kind  string
	at    engine.Place
	all   bool
	names []string
	odd   bool
	why   bool // there is a reason
	fixes []engine.Fix

	used    bool
	matched []bool // by name
}

// cover is a piece of a file that a directive covers: lines, inclusive.
type cover struct {
	*silence
	from, to int
}

// New takes the directives out of diagnostics, and gives the others.
func New(diagnostics []engine.Diagnostic) (*Set, []engine.Diagnostic) {
	set := &Set{byFile: map[string][]cover{}}
	var rest []engine.Diagnostic
	for _, d := range diagnostics {
		switch {
		case d.Analyzer != Name:
			rest = append(rest, d)
		case d.Category == malformed:
			set.broken = append(set.broken, d.Place)
		default:
			set.add(d)
		}
	}
	return set, rest
}

// Empty says that there is no directive, so none that could be wrong.
func (s *Set) Empty() bool { return len(s.all)+len(s.broken) == 0 }

func (s *Set) add(d engine.Diagnostic) {
	one := &silence{kind: d.Category, at: d.Place, fixes: d.Fixes}
	if one.isNolint() {
		comment, _ := parseNolint(d.Message)
		one.all, one.names, one.odd, one.why = comment.all, comment.names, comment.odd, comment.reason
	} else {
		one.names = strings.Split(d.Message, ",")
	}
	one.matched = make([]bool, len(one.names))
	s.all = append(s.all, one)
	for _, place := range d.Related {
		c := cover{silence: one, from: place.Line, to: max(place.Line, place.EndLine)}
		if d.Category == fileIgnore {
			c.from, c.to = 0, math.MaxInt
		}
		s.byFile[place.File] = append(s.byFile[place.File], c)
	}
}

func (s *silence) isNolint() bool { return s.kind == nolint || s.kind == generated }

// Silences says whether a directive covers a line of a file for a check. Its
// own names count in all directives; groups, the names under which it is one
// of several, count in //nolint alone. //nolint takes names as they are,
// //lint:ignore patterns of them (SA*); case does not matter.
func (s *Set) Silences(file string, line int, names, groups []string) bool {
	silenced := false
	for _, c := range s.byFile[file] {
		if c.from <= line && line <= c.to && c.means(names, groups) {
			c.used, silenced = true, true
		}
	}
	return silenced
}

func (s *silence) means(names, groups []string) bool {
	if s.isNolint() {
		found := s.all
		for i, name := range s.names {
			same := func(other string) bool { return strings.EqualFold(name, other) }
			if slices.ContainsFunc(names, same) || slices.ContainsFunc(groups, same) {
				s.matched[i], found = true, true
			}
		}
		return found
	}
	for _, pattern := range s.names {
		for _, name := range names {
			if ok, _ := path.Match(strings.ToLower(pattern), strings.ToLower(name)); ok {
				return true
			}
		}
	}
	return false
}

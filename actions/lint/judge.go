package lint

import (
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/directive"
	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/internal/action"
)

// judge knows what ran, so that a comment is called useless only when it is.
type judge struct {
	// checks and groups are the checks that names stand for; the names are
	// in lower case.
	checks, groups map[string][]check
	off            map[string]map[string]bool // by tier and folder
}

func newJudge(checks map[string]check) *judge {
	j := &judge{checks: map[string][]check{}, groups: map[string][]check{}, off: map[string]map[string]bool{}}
	add := func(to map[string][]check, names []string, c check) {
		for _, name := range names {
			name = strings.ToLower(name)
			to[name] = append(to[name], c)
		}
	}
	for _, c := range checks {
		add(j.checks, ownNames(c), c)
		add(j.groups, groupNames(c), c)
	}
	return j
}

// ownNames are a check's own, groupNames those that stand for more.
func ownNames(c check) []string { return []string{c.Name, ruleOf(c.Name)} }

func groupNames(c check) []string {
	if c.Apart {
		return c.Aliases
	}
	return slices.Concat([]string{c.tier.Name}, c.tier.Aliases, c.Aliases)
}

// ran is directive.Rules.Ran, ranGroup its RanGroup.
func (j *judge) ran(dir, name string) bool { return j.allRan(dir, j.checks[strings.ToLower(name)]) }
func (j *judge) ranGroup(dir, name string) bool {
	return j.allRan(dir, j.groups[strings.ToLower(name)])
}

func (j *judge) allRan(dir string, checks []check) bool {
	return len(checks) > 0 && !slices.ContainsFunc(checks, func(c check) bool { return j.isOff(dir, c) })
}

func (j *judge) isOff(dir string, c check) bool {
	if c.tier.Off == nil {
		return false
	}
	key := c.tier.Name + "\x00" + dir
	off := j.off[key]
	if off == nil {
		off = map[string]bool{}
		for _, name := range c.tier.Off(dir) {
			off[name] = true
		}
		j.off[key] = off
	}
	return off[c.Name]
}

// directiveRules are what this run wants of directives; it is complete when no
// analyzer failed.
//
// The name of a linter, and no name at all, also stand for what golangci-lint
// can run and this program cannot: where it is configured they are not judged,
// nor where some checks are disabled.
func (r *runner) directiveRules(s *action.Step, complete bool) directive.Rules {
	judge := newJudge(r.checks)
	rules := directive.Rules{
		Reasons: r.requireReasons, Names: r.requireNames, Used: r.unusedDirectives && complete,
		Ran: judge.ran, RanGroup: func(string, string) bool { return false },
	}
	if len(r.disable) == 0 && !golangci.Configured(s.Dir, s.Root) {
		rules.RanGroup, rules.All = judge.ranGroup, r.tests && len(r.tiers) == len(tiers())
	}
	return rules
}

package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/action"
)

// check is a check and the tier that it belongs to.
type check struct {
	tier.Check
	tier *tier.Tier
}

// all are the checks of every tier.
func all() (list []check) {
	for _, t := range tiers() {
		for _, c := range t.Checks() {
			list = append(list, check{c, t})
		}
	}
	return list
}

// selection is what a person wants to run.
type selection struct {
	tiers, enable, disable, settings []string
}

// of are the checks that run, by name.
func (s selection) of(all []check) map[string]check {
	values := s.values()
	chosen := map[string]check{}
	for _, c := range all {
		if !slices.Contains(s.tiers, c.tier.Name) {
			continue
		}
		asked, refused := c.rank(s.enable), c.rank(s.disable)
		switch {
		case refused > none && refused >= asked, c.Off && asked == none:
			continue
		case asked > none:
			c.Check = c.Ask()
		}
		// Without values too, so that those of an earlier run in this
		// process are gone.
		if c.Configure != nil {
			c.Check = c.Set(values[c.tier.Name+"."+c.Name])
		}
		chosen[c.Name] = c
	}
	return chosen
}

// values are the settings by check and parameter. Of two for the same, the
// later is in force.
func (s selection) values() map[string]map[string]string {
	values := map[string]map[string]string{}
	for _, setting := range s.settings {
		path, value, _ := strings.Cut(setting, "=")
		dot := strings.LastIndexByte(path, '.')
		if values[path[:dot]] == nil {
			values[path[:dot]] = map[string]string{}
		}
		values[path[:dot]][path[dot+1:]] = value
	}
	return values
}

// How exactly a word names a check.
const (
	none = iota
	everything
	wholeTier
	family
	itself
)

// rank is how exactly the most exact of some words names the check.
func (c check) rank(words []string) (best int) {
	for _, word := range words {
		best = max(best, c.exactness(word))
	}
	return best
}

func (c check) exactness(word string) int {
	name := c.Name
	if c.tier.AnyCase {
		name, word = strings.ToLower(name), strings.ToLower(word)
	}
	tag, tagged := strings.CutPrefix(word, "#")
	switch {
	case tagged:
		if slices.Contains(c.Tags, tag) {
			return family
		}
	case word == "all" || word == "*":
		return everything
	case strings.TrimPrefix(word, "lint/") == name:
		return itself
	case word == c.tier.Name, slices.Contains(c.tier.Aliases, word):
		return wholeTier
	case slices.Contains(c.Aliases, word), tier.Selects(word, name):
		return family
	}
	return none
}

// known says what is wrong with a word that names no check.
func known(word string, all []check) error {
	var words []string
	for _, c := range all {
		if c.exactness(word) > none {
			return nil
		}
		words = append(append(words, c.Name, c.tier.Name), slices.Concat(c.Aliases, c.tier.Aliases)...)
		for _, tag := range c.Tags {
			words = append(words, "#"+tag)
		}
	}
	slices.Sort(words)
	return fmt.Errorf("unknown check %q%s", word, action.Wanted(word, slices.Compact(words)))
}

// settings are all that checks have.
func settings(all []check) (list []action.Setting) {
	for _, c := range all {
		for _, p := range c.Params {
			list = append(list, action.Setting{
				Path: c.tier.Name + "." + c.Name + "." + p.Name, Usage: p.Usage, Default: p.Default,
			})
		}
	}
	return list
}

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

// selection is what a person wants to run.
type selection struct {
	tiers, enable, disable, settings []string
}

// selected are the checks that run, by name.
func (s selection) selected() map[string]check {
	values := s.values()
	chosen := map[string]check{}
	for _, t := range tiers() {
		if !slices.Contains(s.tiers, t.Name) {
			continue
		}
		for _, c := range t.Checks() {
			asked, refused := rank(s.enable, t, c), rank(s.disable, t, c)
			switch {
			case refused > none && refused >= asked, c.Off && asked == none:
				continue
			case asked > none:
				c = c.Ask()
			}
			// Without values too, so that those of an earlier run in
			// this process are gone.
			if c.Configure != nil {
				c = c.Set(values[t.Name+"."+c.Name])
			}
			chosen[c.Name] = check{c, t}
		}
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

// rank is how exactly the most exact of some words names a check.
func rank(words []string, t *tier.Tier, c tier.Check) (best int) {
	for _, word := range words {
		best = max(best, exactness(word, t, c))
	}
	return best
}

func exactness(word string, t *tier.Tier, c tier.Check) int {
	name := c.Name
	if !t.ExactCase {
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
	case word == t.Name, slices.Contains(t.Aliases, word):
		return wholeTier
	case slices.Contains(c.Aliases, word), tier.Selects(word, name):
		return family
	}
	return none
}

// known says what is wrong with a word that names no check.
func known(word string) error {
	var words []string
	for _, t := range tiers() {
		words = append(append(words, t.Name), t.Aliases...)
		for _, c := range t.Checks() {
			if exactness(word, t, c) > none {
				return nil
			}
			words = append(append(words, c.Name), c.Aliases...)
			for _, tag := range c.Tags {
				words = append(words, "#"+tag)
			}
		}
	}
	slices.Sort(words)
	return fmt.Errorf("unknown check %q%s", word, action.Wanted(word, slices.Compact(words)))
}

// settings are all that checks have.
func settings() (list []action.Setting) {
	for _, t := range tiers() {
		for _, c := range t.Checks() {
			for _, p := range c.Params {
				list = append(list, action.Setting{
					Path: t.Name + "." + c.Name + "." + p.Name, Usage: p.Usage, Default: p.Default,
				})
			}
		}
	}
	return list
}

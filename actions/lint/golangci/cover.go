package golangci

import (
	"slices"
	"strings"
)

// Cover is what our tiers do of what one linter does.
type Cover struct {
	Linter string
	Tier   string   // "" when none does anything of it
	Lacks  []string // what the tier does not do; none means that it does all
}

// Covers says, for each linter that a configuration switches on, what our
// tiers cover. rules are the rules of lint, so that it is known what is in the
// tiers of this release. The list ends with what cannot be listed by name,
// such as "all linters".
//
// The linters are those of golangci-lint that run the same analyzers as the
// tiers (pkg/golinters/govet, staticcheck, unused and gocritic); all others do
// something of their own.
func Covers(c *Config, rules []string) (list []Cover) {
	for _, linter := range c.linters() {
		cover := Cover{Linter: linter}
		var settings string
		switch linter {
		case "govet", "vet", "vetshadow":
			cover.Tier, settings = "vet", "govet"
			cover.Lacks = missing(rules, "inline")
		case "staticcheck":
			cover.Tier, settings = "staticcheck", linter
			if c.Version == 2 {
				cover.Lacks = append(missing(rules, "QF1001"), "SA9003", "ST1023")
			} else {
				cover.Lacks = []string{"SA9003"}
			}
		case "gosimple":
			cover.Tier, settings = "staticcheck", linter
		case "stylecheck":
			cover.Tier, settings = "staticcheck", linter
			cover.Lacks = []string{"ST1023"}
		case "unused":
			cover.Tier, settings = "staticcheck", linter
		case "gocritic":
			cover.Tier, settings = "critic", linter
		case "typecheck":
			cover.Tier = "every tier"
		}
		if settings != "" {
			cover.Lacks = append(cover.Lacks, c.settings(settings)...)
		}
		list = append(list, cover)
	}
	return list
}

// missing gives a check that is on by default in golangci-lint, unless a rule
// of ours is called so. QF1001 stands for all quick fixes.
func missing(rules []string, check string) []string {
	if slices.Contains(rules, "lint/"+check) {
		return nil
	}
	if check == "QF1001" {
		check = "the QF checks"
	}
	return []string{check}
}

// settings are those of a linter that our tiers do not read.
func (c *Config) settings(linter string) (list []string) {
	keys := []string{"linters", "settings"}
	if c.Version == 1 {
		keys = []string{"linters-settings"}
	}
	below, _ := c.at(append(keys, linter)...).(map[string]any)
	for key := range below {
		list = append(list, "settings."+linter+"."+key)
	}
	slices.Sort(list)
	return list
}

// linters are those that the configuration switches on, sorted; groups and
// presets, whose members change with the release, stand last in words.
func (c *Config) linters() []string {
	var on, groups []string
	if c.Version == 1 {
		on, groups = c.linters1()
	} else {
		on, groups = c.linters2()
	}
	off := c.list("linters", "disable")
	on = slices.DeleteFunc(on, func(name string) bool { return slices.Contains(off, name) })
	slices.Sort(on)
	return append(slices.Compact(on), groups...)
}

// linters2 reads linters.default and enable (pkg/lint/lintersdb/manager.go,
// build).
func (c *Config) linters2() (on, groups []string) {
	switch group := c.text("linters", "default"); group {
	case "", "standard":
		on = []string{"errcheck", "govet", "ineffassign", "staticcheck", "unused"}
	case "none":
	case "all":
		on = []string{"errcheck", "gocritic", "govet", "ineffassign", "staticcheck", "unused"}
		groups = []string{"all other linters"}
	default:
		groups = []string{"the linters of group " + group}
	}
	return slices.Concat(on, c.list("linters", "enable"), c.list("formatters", "enable")), groups
}

// linters1 is for the configurations of v1 (pkg/commands/internal/migrate).
func (c *Config) linters1() (on, groups []string) {
	switch {
	case c.yes("linters", "disable-all"):
	case c.yes("linters", "enable-all"):
		on = []string{"errcheck", "gocritic", "gosimple", "govet", "ineffassign", "staticcheck", "stylecheck", "unused"}
		groups = []string{"all other linters"}
	default:
		on = []string{"errcheck", "gosimple", "govet", "ineffassign", "staticcheck", "unused"}
	}
	if presets := c.list("linters", "presets"); len(presets) > 0 {
		groups = append(groups, "the linters of presets "+strings.Join(presets, ", "))
	}
	return append(on, c.list("linters", "enable")...), groups
}

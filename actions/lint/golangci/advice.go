package golangci

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// Advise reads the configuration that holds at root and says, for people and
// in lines, what the tiers cover; tiers are those to select, nil for the
// default. ours are the names of all other tiers, rules the rules of lint.
// Without a configuration there is nothing to say.
func Advise(root string, ours, rules []string) (text string, tiers []string) {
	path, err := lookUp(root, root)
	if path == "" && err == nil {
		return "", nil
	}
	var config *Config
	if err == nil {
		config, err = Read(path)
	}
	if err != nil {
		return fmt.Sprintf("what the tiers of lint cover is not known: %s\n", finding.Clean(err.Error())), nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (version %d), and what the tiers of lint do of it:\n", filepath.Base(path), config.Version)
	open := false
	var not []string
	for _, cover := range Covers(config, rules) {
		switch linter := finding.Clean(cover.Linter); {
		case cover.Tier == "":
			not, open = append(not, linter), true
		case len(cover.Lacks) == 0:
			fmt.Fprintf(&b, "  all      %s: %s\n", linter, cover.Tier)
		default:
			open = true
			fmt.Fprintf(&b, "  in part  %s: %s, but not %s\n", linter, cover.Tier, finding.Clean(strings.Join(cover.Lacks, ", ")))
		}
	}
	if len(not) > 0 {
		fmt.Fprintf(&b, "  nothing  %s\n", strings.Join(not, ", "))
	}
	if config.excludes() {
		b.WriteString("  its exclusions hold for golangci-lint alone: the tiers take //nolint and //lint:ignore\n")
	}
	with := append(slices.Clone(ours), Name)
	switch {
	case !open:
		b.WriteString("golangci-lint is not needed\n")
	case config.Version == 1:
		fmt.Fprintf(&b, "for the rest: golangci-lint migrate (of v2), then lint with --tiers %s\n", strings.Join(with, ","))
	default:
		tiers = with
		fmt.Fprintf(&b, "for the rest, lint with --tiers %s runs golangci-lint:\n", strings.Join(with, ","))
		b.WriteString("have v2 of it on PATH, in workflows too, or have it built with --golangci-version " + newest + "\n")
	}
	return b.String(), tiers
}

// excludes says whether the configuration silences something by itself.
func (c *Config) excludes() bool {
	if c.Version == 1 {
		issues, _ := c.at("issues").(map[string]any)
		for key := range issues {
			if strings.HasPrefix(key, "exclude") {
				return true
			}
		}
		return false
	}
	return c.at("linters", "exclusions") != nil
}

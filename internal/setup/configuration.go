package setup

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/config"
)

// Setting is an input that is set; it takes a list.
type Setting struct {
	Section, Input string
	Values         []string
}

// Configuration is a file in which nothing is set but set: every other setting
// stands as a comment, with its default, and is in force once the "#" at the
// start of its line (and of its section's) is deleted.
func Configuration(sections config.Sections, schema string, set ...Setting) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# yaml-language-server: $schema=%s\n", schema)
	b.WriteString(`
# Settings of Tallystick. Each one below shows its default: delete the # at the
# start of its line, and of its section's line, to change it. A flag and an
# INPUT_ variable go before this file. tallystick config verify checks it.
`)
	fmt.Fprintf(&b, "version: %d\n", config.Version)
	for _, section := range sections {
		indent := ""
		if section.Name != "" {
			if !section.Flags.HasAvailableFlags() {
				continue
			}
			b.WriteString("\n" + wrapped("# ", section.Name+": "+section.Doc))
			off := "#"
			if slices.ContainsFunc(set, func(s Setting) bool { return s.Section == section.Name }) {
				off = ""
			}
			fmt.Fprintf(&b, "%s%s:\n", off, section.Name)
			indent = "  "
		}
		section.Flags.VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			lead := "#" + indent + "# "
			if indent == "" {
				b.WriteString("\n")
				lead = "# "
			}
			for _, s := range set {
				if s.Section == section.Name && s.Input == f.Name {
					b.WriteString(wrapped(strings.TrimPrefix(lead, "#"), f.Usage))
					fmt.Fprintf(&b, "%s%s: %s\n", indent, f.Name, listOf(s.Values))
					return
				}
			}
			b.WriteString(wrapped(lead, f.Usage))
			fmt.Fprintf(&b, "#%s%s: %s\n", indent, f.Name, defaultOf(f))
		})
	}
	return []byte(b.String())
}

// wrapped is a comment of lines of at most 90 characters, where words allow.
func wrapped(lead, text string) string {
	var b strings.Builder
	line := lead
	for _, word := range strings.Fields(text) {
		if line != lead && len(line)+len(word) > 90 {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = lead
		}
		line += word + " "
	}
	return b.String() + strings.TrimRight(line, " ") + "\n"
}

// plain are strings that YAML reads as strings, as they are.
var plain = regexp.MustCompile(`^[a-z][a-z0-9./_-]*$`)

func defaultOf(f *pflag.Flag) string {
	switch config.KindOf(f) {
	case config.Bool, config.Integer:
		return f.DefValue
	case config.Tree:
		return "{}"
	case config.List:
		return listOf(f.Value.(pflag.SliceValue).GetSlice())
	}
	return scalar(f.DefValue)
}

func listOf(values []string) string {
	items := make([]string, len(values))
	for i, item := range values {
		items[i] = scalar(item)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func scalar(s string) string {
	switch {
	case plain.MatchString(s) && s != "true" && s != "false" && s != "null" && s != "yes" && s != "no" && s != "on" && s != "off":
		return s
	}
	quoted, err := json.Marshal(s) // every JSON string is a YAML string
	if err != nil {
		panic(err) // strings always encode
	}
	return string(quoted)
}

// Package explain is the command that prints the manual of a rule.
//
// It knows no rule: what it prints is what the actions say of theirs, the text
// of the pages and of SARIF.
package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

const long = `Prints what a rule reports and why, bad and good code, what it will not report and when it is right to silence it.

A rule is named as in findings, lint/mapiter, or without the action, mapiter. Without a rule, all of them are listed.`

// widest is how long a line of text gets, however wide the terminal is.
const widest = 100

// Command makes the command.
func Command(c *driver.Command) *cobra.Command {
	return &cobra.Command{
		Use: "explain [rule...]", Short: "print the manual of a rule", Long: long,
		RunE: func(_ *cobra.Command, names []string) error {
			e := explainer{Command: c, rules: rulesOf(c.Actions)}
			if len(names) == 0 {
				e.list()
				return nil
			}
			var chosen []entry
			for _, name := range names {
				found, err := e.find(name)
				if err != nil {
					return err
				}
				chosen = append(chosen, found)
			}
			for i, rule := range chosen {
				if i > 0 {
					fmt.Fprintln(c.Stdout)
				}
				e.print(rule)
			}
			return nil
		},
	}
}

// entry is a rule and the action that reports it.
type entry struct {
	finding.Rule
	action *action.Action
}

type explainer struct {
	*driver.Command
	rules []entry
}

func rulesOf(actions []*action.Action) (list []entry) {
	for _, a := range actions {
		if a.Rules == nil || a.Composite {
			continue
		}
		for _, rule := range a.Rules() {
			list = append(list, entry{rule, a})
		}
	}
	return list
}

// find gives the rule of a name, whole or without the action. Case decides
// only between rules that differ in nothing else: vet has sortslice, critic
// sortSlice.
func (e explainer) find(name string) (entry, error) {
	var exact, folded []entry
	var known []string
	for _, rule := range e.rules {
		_, short, _ := strings.Cut(rule.ID, "/")
		known = append(known, rule.ID, short)
		switch {
		case name == rule.ID, name == short:
			exact = append(exact, rule)
		case strings.EqualFold(name, rule.ID), strings.EqualFold(name, short):
			folded = append(folded, rule)
		}
	}
	if len(exact) == 0 {
		exact = folded
	}
	switch len(exact) {
	case 1:
		return exact[0], nil
	case 0:
		slices.Sort(known)
		err := action.Usage("unknown rule %q%s", name, action.Wanted(name, slices.Compact(known)))
		return entry{}, err.WithHint("tallystick explain lists them all")
	}
	var ids []string
	for _, rule := range exact {
		ids = append(ids, rule.ID)
	}
	return entry{}, action.Usage("rule %q is one of several, want %s", name, strings.Join(ids, " or "))
}

// list prints every rule in the order of the actions.
func (e explainer) list() {
	width := 0
	for _, rule := range e.rules {
		width = max(width, len(rule.ID))
	}
	for _, rule := range e.rules {
		fmt.Fprintf(e.Stdout, "%-*s  %s\n", width, rule.ID, finding.Clean(rule.Title))
	}
}

func (e explainer) print(rule entry) {
	width, color := e.Screen()
	heading := func(s string) string { return s }
	if color {
		heading = func(s string) string { return "\x1b[1m" + s + "\x1b[0m" }
	}
	var about finding.Manual
	if rule.Manual != nil {
		about = rule.Manual()
	}
	if about.Doc == "" {
		about.Doc = rule.Title + "\n\nIt is a rule of tallystick " + rule.action.Name + ", which " + rule.action.Synopsis() +
			". Its manual: tallystick " + rule.action.Name + " --help\n"
	}
	doc := strings.TrimSpace(about.Doc) + "\n"
	if len(about.Severities) > 0 {
		doc += "\n# Findings\n\n" + severities(about.Severities) + "\n"
	}
	if rule.URL != "" {
		doc += "\n# Page\n\n\t" + rule.URL + "\n" // as code, so that it is not broken
	}
	fmt.Fprintf(e.Stdout, "%s\n\n", heading(rule.ID))
	e.Stdout.Write(manual.Text(doc, min(width, widest), heading))
}

// severities puts what findings can be into a sentence.
func severities(list []finding.Severity) string {
	var words []string
	for _, s := range list {
		words = append(words, s.String())
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last] + ": each says which"
}

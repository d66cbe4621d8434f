package action

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Choice declares an input that takes one of a few words.
func Choice(fs *pflag.FlagSet, p *string, name, value string, choices []string, usage string) {
	*p = value
	fs.Var(&choice{p, choices}, name, usage+" ("+strings.Join(choices, ", ")+")")
}

// Choices declares an input that takes a list of words, in any order.
func Choices(fs *pflag.FlagSet, p *[]string, name string, value, choices []string, usage string) {
	*p = value
	fs.Var(&choiceList{p: p, choices: choices}, name, usage+" ("+strings.Join(choices, ", ")+")")
}

// Chooser is the flag value of Choice and Choices: a schema can list what it
// takes.
type Chooser interface {
	pflag.Value
	Choices() []string
}

type choice struct {
	p       *string
	choices []string
}

func (c *choice) String() string    { return *c.p }
func (c *choice) Type() string      { return "string" }
func (c *choice) Choices() []string { return c.choices }

func (c *choice) Set(s string) error {
	if err := oneOf(s, c.choices); err != nil {
		return err
	}
	*c.p = s
	return nil
}

type choiceList struct {
	p       *[]string
	choices []string
	changed bool
}

func (c *choiceList) String() string     { return strings.Join(*c.p, ",") }
func (c *choiceList) Type() string       { return "strings" }
func (c *choiceList) Choices() []string  { return c.choices }
func (c *choiceList) GetSlice() []string { return *c.p }

func (c *choiceList) Append(s string) error { return c.Replace(append(*c.p, s)) }

func (c *choiceList) Replace(list []string) error {
	for _, s := range list {
		if err := oneOf(s, c.choices); err != nil {
			return err
		}
	}
	*c.p = slices.Clone(list)
	return nil
}

// Set takes a comma-separated list; as with pflag's slices, the first Set
// replaces the default and later ones append.
func (c *choiceList) Set(s string) error {
	list := List(s)
	if c.changed {
		list = append(slices.Clone(*c.p), list...)
	}
	c.changed = true
	return c.Replace(list)
}

// List splits a list that a person wrote: at commas and line ends, without
// empty elements.
func List(s string) []string {
	list := []string{}
	for _, field := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' }) {
		if field = strings.TrimSpace(field); field != "" {
			list = append(list, field)
		}
	}
	return list
}

func oneOf(s string, choices []string) error {
	if slices.Contains(choices, s) {
		return nil
	}
	return fmt.Errorf("got %q, want %s", s, strings.Join(choices, ", "))
}

package action

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Setting is one of the many that an input of Settings takes.
type Setting struct {
	// Path is where it stands in the tree, with dots: vet.printf.funcs.
	Path  string
	Usage string
	// Default says by its type what the setting takes: a bool, an int, a
	// string or a []string.
	Default any
}

// Settings declares an input for a tree of settings. On a command line and in
// the environment it is a list of path=value, in a file it is keys and values
// inside each other. known are all there are; it is called when it matters.
func Settings(fs *pflag.FlagSet, p *[]string, name string, known func() []Setting, usage string) {
	fs.Var(&tree{p: p, known: known}, name, usage)
}

// Tree is the flag value of Settings. Its elements are path=value, one to a
// line: a value may be a list, with commas.
type Tree interface {
	pflag.Value
	pflag.SliceValue
	Settings() []Setting
}

type tree struct {
	p       *[]string
	known   func() []Setting
	changed bool
}

func (t *tree) String() string      { return strings.Join(*t.p, "\n") }
func (t *tree) Type() string        { return "path=value" }
func (t *tree) Settings() []Setting { return t.known() }
func (t *tree) GetSlice() []string  { return *t.p }

func (t *tree) Append(s string) error { return t.Replace(append(slices.Clone(*t.p), s)) }

func (t *tree) Replace(list []string) error {
	if len(list) > 0 {
		known := t.known()
		for _, s := range list {
			if err := checkSetting(s, known); err != nil {
				return err
			}
		}
	}
	*t.p = slices.Clone(list)
	return nil
}

func (t *tree) Set(s string) error {
	list := Lines(s)
	if t.changed {
		list = append(slices.Clone(*t.p), list...)
	}
	t.changed = true
	return t.Replace(list)
}

// Lines splits a text into its lines, without empty ones.
func Lines(s string) (list []string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func checkSetting(s string, known []Setting) error {
	path, value, ok := strings.Cut(s, "=")
	if !ok {
		return fmt.Errorf("got %q, want path=value", s)
	}
	var paths []string
	for _, setting := range known {
		if setting.Path == path {
			return setting.check(value)
		}
		paths = append(paths, setting.Path)
	}
	return fmt.Errorf("unknown setting %q%s", path, Wanted(path, paths))
}

// check says whether a value is one of the setting's kind.
func (s Setting) check(value string) error {
	want := ""
	switch s.Default.(type) {
	case bool:
		if value != "true" && value != "false" {
			want = "true or false"
		}
	case int:
		if _, err := strconv.Atoi(value); err != nil {
			want = "a whole number"
		}
	case []string:
		if value != "" && slices.Contains(strings.Split(value, ","), "") {
			want = "names with commas between them"
		}
	}
	if want != "" {
		return fmt.Errorf("%s: got %q, want %s", s.Path, value, want)
	}
	return nil
}

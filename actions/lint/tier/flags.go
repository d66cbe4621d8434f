package tier

import (
	"flag"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// WithFlags is the check with the flags of its analyzer as parameters, but for
// those that are set in another way.
func (c Check) WithFlags(except ...string) Check {
	a := c.Analyzer
	var flags []*flag.Flag
	a.Flags.VisitAll(func(f *flag.Flag) {
		if !slices.Contains(except, f.Name) {
			flags = append(flags, f)
			c.Params = append(c.Params, Param{Name: f.Name, Usage: f.Usage, Default: defaultOf(f)})
		}
	})
	if flags != nil {
		c.Configure = func(values map[string]string) *analysis.Analyzer {
			for _, f := range flags {
				set(f, values)
			}
			return a
		}
	}
	return c
}

func defaultOf(f *flag.Flag) any {
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return f.DefValue == "true"
	}
	if isSet(f) {
		return strings.Split(f.DefValue, ",")
	}
	return f.DefValue
}

// set gives a flag its value or its default. Flags are variables of their
// packages (analysis.Analyzer.Flags), so what is right already is not
// written: there may be a run that reads it.
func set(f *flag.Flag, values map[string]string) {
	value, given := values[f.Name]
	if !given {
		value = f.DefValue
	}
	if f.Value.String() == value {
		return
	}
	if isSet(f) {
		// printf's -funcs only ever adds to what is there.
		names := reflect.Indirect(reflect.ValueOf(f.Value))
		for _, name := range names.MapKeys() {
			if !strings.Contains(","+f.DefValue+",", ","+name.String()+",") {
				names.SetMapIndex(name, reflect.Value{})
			}
		}
	}
	if err := f.Value.Set(value); err != nil && value != "" {
		panic("setting -" + f.Name + ": " + err.Error()) // values are of the right kind
	}
}

// isSet says whether a flag is a set of names.
func isSet(f *flag.Flag) bool {
	return reflect.Indirect(reflect.ValueOf(f.Value)).Kind() == reflect.Map
}

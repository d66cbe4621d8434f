package vet

import (
	"flag"
	"maps"
	"slices"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"golang.org/x/tools/go/analysis"
)

// Flags are variables of the process: what is set for one run must be gone in
// the next.
func TestConfigureUndoesWhatWasSet(t *testing.T) {
	before := flags()
	for _, c := range checks() {
		if c.Configure == nil {
			continue
		}
		for _, p := range c.Params {
			value := map[bool]string{true: "true", false: "x.F,x.G"}[p.Default == false]
			if p.Default == true {
				value = "false"
			}
			set := c.Set(map[string]string{p.Name: value})
			if set.Settings == "" || set.Flags.Lookup(p.Name).Value.String() == set.Flags.Lookup(p.Name).DefValue {
				t.Errorf("%s.%s was not set to %s", c.Name, p.Name, value)
			}
		}
		if unset := c.Set(nil); unset.Settings != "" {
			t.Errorf("%s: got settings %q for none", c.Name, unset.Settings)
		}
	}
	if after := flags(); !maps.Equal(before, after) {
		t.Errorf("got %v, want %v", after, before)
	}
}

func TestKindsOfParameters(t *testing.T) {
	for _, c := range checks() {
		for _, p := range c.Params {
			switch p.Default.(type) {
			case bool, string, []string:
			default:
				t.Errorf("%s.%s is a %T", c.Name, p.Name, p.Default)
			}
		}
	}
	printf := find(t, "printf")
	if list, ok := printf.Params[0].Default.([]string); !ok || !slices.Contains(list, "fmt.Printf") {
		t.Errorf("got %v", printf.Params)
	}
	if c := printf.Set(map[string]string{"funcs": ""}); c.Settings == "" {
		t.Error("an empty list is as good as none")
	}
	printf.Set(nil)
}

func find(t *testing.T, name string) tier.Check {
	t.Helper()
	for _, c := range checks() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no %s", name)
	return tier.Check{}
}

func flags() map[string]string {
	values := map[string]string{}
	visit := func(a *analysis.Analyzer) {
		a.Flags.VisitAll(func(f *flag.Flag) { values[a.Name+"."+f.Name] = f.Value.String() })
	}
	for _, c := range checks() {
		visit(c.Analyzer)
	}
	return values
}

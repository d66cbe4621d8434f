package golangci_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/golangci"
)

// TestRegistered: golangci-lint asks for the plugin by the linter's name.
func TestRegistered(t *testing.T) {
	if _, err := register.GetPlugin(golangci.Name); err != nil {
		t.Fatal(err)
	}
}

func TestSettings(t *testing.T) {
	var suite, without []string
	for _, a := range checks.Suite {
		suite = append(suite, a.Name)
		if a.Name != "mapiter" {
			without = append(without, a.Name)
		}
	}
	list := func(names ...any) []any { return names }
	for _, test := range []struct {
		settings any
		want     []string
		err      string
	}{
		{nil, suite, ""},
		{map[string]any{}, suite, ""},
		{map[string]any{"disable": list("mapiter")}, without, ""},
		{map[string]any{"enable": list("walltime")}, suite, ""},
		{map[string]any{"enable": list("walltime"), "disable": list("all")}, []string{"walltime"}, ""},
		{map[string]any{"enable": list("walltime", "mapiter"), "disable": list("all", "mapiter")}, []string{"walltime"}, ""},
		{map[string]any{"disable": list("all")}, nil, "every check is disabled"},
		{map[string]any{"disable": list("maporder")}, nil, `unknown check "maporder", want one of walltime`},
		{map[string]any{"disabled": list("mapiter")}, nil, "unknown field"},
	} {
		got, err := build(test.settings)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%v: got error %v, want %q", test.settings, err, test.err)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: got %v, want %v", test.settings, got, test.want)
		}
	}
}

func build(settings any) (names []string, err error) {
	p, err := golangci.New(settings)
	if err != nil {
		return nil, err
	}
	if p.GetLoadMode() != register.LoadModeTypesInfo {
		return nil, nil
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil {
		return nil, err
	}
	for _, a := range analyzers {
		names = append(names, a.Name)
	}
	return names, analysis.Validate(analyzers)
}

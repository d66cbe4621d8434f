// Package golangci makes the chaincode checks a linter of golangci-lint, by
// its module plugin system: a golangci-lint that is built with this package has
// the linter tallystick. docs/analyzers.md says how to build one.
//
// golangci-lint drops severities and prints what explains a finding as further
// findings. So each message begins with its severity, for the rules of
// golangci-lint's own "severity" section, and the explanations are left out.
//
// golangci-lint is GPL-3.0 and nothing of it is imported here: the module of
// plugin registration is Apache-2.0. This package is not part of tallystick's
// binary.
//
// It promises the findings of tallystick lint --tiers chaincode, at the same
// places and in the same words.
package golangci

import (
	"fmt"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
)

// Name is the linter's, in linters.enable, linters.settings.custom and
// //nolint.
const Name = "tallystick"

// golangci-lint finds a plugin by what its package registers when it is
// imported, and imports it for nothing else.
func init() { register.Plugin(Name, New) }

// Settings are linters.settings.custom.tallystick.settings.
type Settings struct {
	// Enable names checks that run only when they are asked for.
	Enable []string `json:"enable"`
	// Disable names checks that do not run; all is every check that Enable
	// does not name.
	Disable []string `json:"disable"`
}

// New makes the linter with settings as golangci-lint decodes them.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Concat(s.Enable, s.Disable) {
		if name != "all" && !slices.ContainsFunc(checks.Documented(), named(name)) {
			return nil, fmt.Errorf("tallystick: unknown check %q, want one of %s", name, strings.Join(names(), ", "))
		}
	}
	return plugin(s), nil
}

type plugin Settings

// BuildAnalyzers makes the analyzers that the settings choose.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	var chosen []*analysis.Analyzer
	for _, a := range checks.Documented() {
		on := slices.Contains(checks.Suite, a) && !slices.Contains(p.Disable, "all") || p.enables(a.Name)
		if on && !slices.Contains(p.Disable, a.Name) {
			chosen = append(chosen, a)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("tallystick: every check is disabled")
	}
	worded := checks.Worded(chosen)
	for i, a := range worded {
		if a != chosen[i] { // see Worded: what others require is no copy
			worded[i] = alone(a)
		}
	}
	return worded, nil
}

func (p plugin) enables(name string) bool {
	return slices.Contains(p.Enable, name) || slices.Contains(p.Enable, "all")
}

// GetLoadMode says that the checks need types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// alone is an analyzer whose findings come without explanations.
func alone(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &b
}

func named(name string) func(*analysis.Analyzer) bool {
	return func(a *analysis.Analyzer) bool { return a.Name == name }
}

func names() (list []string) {
	for _, a := range checks.Documented() {
		list = append(list, a.Name)
	}
	return list
}

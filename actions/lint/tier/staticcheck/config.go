package staticcheck

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/config"
)

// enabledAnalyzer gives, for a package, which checks its staticcheck.conf
// files switch on. Without one these are all but the non-default ones.
func enabledAnalyzer(all []*lint.Analyzer) *analysis.Analyzer {
	names := names(all)
	inherit(all)
	return &analysis.Analyzer{
		Name:       "staticcheckconf",
		Doc:        "which checks staticcheck.conf switches on",
		Requires:   []*analysis.Analyzer{config.Analyzer},
		ResultType: reflect.TypeFor[map[string]bool](),
		Run: func(pass *analysis.Pass) (any, error) {
			return enabled(names, config.For(pass).Checks), nil
		},
	}
}

func names(all []*lint.Analyzer) []string {
	names := []string{unusedName}
	for _, l := range all {
		names = append(names, l.Analyzer.Name)
	}
	return names
}

// off are the checks that are not switched on for the packages of a folder.
// When that cannot be found out they are all of them.
func off(dir string) []string {
	var on map[string]bool
	all := names(library())
	if conf, err := config.Load(dir); err == nil {
		on = enabled(all, conf.Checks)
	}
	return slices.DeleteFunc(all, func(name string) bool { return on[name] })
}

// inherit tells the library what "inherit" stands for in a staticcheck.conf
// with none above it. It has its programs say so (config.DefaultConfig), once
// and before any analyzer runs.
func inherit(all []*lint.Analyzer) {
	inheritOnce.Do(func() {
		defaults := []string{"all"}
		for _, l := range all {
			if l.Doc.NonDefault {
				defaults = append(defaults, "-"+l.Analyzer.Name)
			}
		}
		config.DefaultConfig.Checks = defaults
	})
}

var inheritOnce sync.Once

// enabled reads a list of checks as the command does: in order, "-" switches
// off, "all" or "*" is every check, "S*" is a category and "SA1*" a prefix.
// Case does not matter.
func enabled(names, checks []string) map[string]bool {
	on := map[string]bool{}
	for _, check := range checks {
		check = strings.ToLower(check)
		value := true
		if rest, ok := strings.CutPrefix(check, "-"); ok && rest != "" {
			check, value = rest, false
		}
		for _, name := range names {
			if tier.Selects(check, strings.ToLower(name)) {
				on[name] = value
			}
		}
	}
	return on
}

// filtered is an analyzer that says only what is switched on. It runs all
// the same: other packages may need its facts.
func filtered(a *analysis.Analyzer, enabled *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Requires = append([]*analysis.Analyzer{enabled}, a.Requires...)
	b.Run = func(pass *analysis.Pass) (any, error) {
		if pass.ResultOf[enabled].(map[string]bool)[a.Name] {
			return a.Run(pass)
		}
		if len(a.FactTypes) == 0 {
			return nil, nil
		}
		silent := *pass
		silent.Report = func(analysis.Diagnostic) {}
		return a.Run(&silent)
	}
	return &b
}

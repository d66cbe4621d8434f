// Package chaincode is the tier of our own checks: mistakes that make peers
// disagree, or that no general tool can know.
//
// It knows none of them by name: checks.Suite is the list.
package chaincode

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/checks"
)

// Tier is the chaincode tier. How bad a diagnostic is depends on what is
// reached and how, so each one says it itself.
var Tier = &tier.Tier{Name: "chaincode", Checks: list}

func list() (list []tier.Check) {
	for _, a := range checks.Suite {
		list = append(list, tier.Of(a, 0))
	}
	return list
}

// Analyzers are the checks, and what they share.
func Analyzers() []*analysis.Analyzer {
	var list []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var add func(*analysis.Analyzer)
	add = func(a *analysis.Analyzer) {
		if !seen[a] {
			seen[a] = true
			list = append(list, a)
			for _, required := range a.Requires {
				add(required)
			}
		}
	}
	for _, a := range checks.Suite {
		add(a)
	}
	return list
}

// Package chaincode is the tier of our own checks: mistakes that make peers
// disagree, or that no general tool can know.
//
// It knows none of them by name: checks.Suite is the list.
package chaincode

import (
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

// Package vet is the tier of go vet: the suite that golang.org/x/tools
// publishes for it, whole and with its defaults.
//
// It adds nothing to the suite and leaves nothing out.
package vet

import (
	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/finding"
	suite "golang.org/x/tools/go/analysis/suite/vet"
)

// Tier is the vet tier. What vet reports is wrong (cmd/vet: "Diagnostics must
// describe real problems"), so every rule is an error.
var Tier = &tier.Tier{Name: "vet", Aliases: []string{"govet"}, Checks: checks}

func checks() (list []tier.Check) {
	for _, a := range suite.Suite {
		list = append(list, tier.Of(a, finding.Error))
	}
	return list
}

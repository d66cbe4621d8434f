// Package vet is the tier of go vet: the suite that golang.org/x/tools
// publishes for it, whole and with its defaults, and the analyzers that
// module has beside it, which run only when they are asked for.
//
// It adds nothing to what go vet says by default and leaves nothing out.
package vet

import (
	"github.com/tallystick/tallystick/actions/lint/tier"
	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/atomicalign"
	"golang.org/x/tools/go/analysis/passes/deepequalerrors"
	"golang.org/x/tools/go/analysis/passes/fieldalignment"
	"golang.org/x/tools/go/analysis/passes/findcall"
	"golang.org/x/tools/go/analysis/passes/httpmux"
	"golang.org/x/tools/go/analysis/passes/nilness"
	"golang.org/x/tools/go/analysis/passes/reflectvaluecompare"
	"golang.org/x/tools/go/analysis/passes/shadow"
	"golang.org/x/tools/go/analysis/passes/sortslice"
	"golang.org/x/tools/go/analysis/passes/unusedwrite"
	suite "golang.org/x/tools/go/analysis/suite/vet"
)

// Tier is the vet tier. What vet reports is wrong (cmd/vet: "Diagnostics must
// describe real problems"), so every rule of its suite is an error. The
// others do not promise that and are warnings.
var Tier = &tier.Tier{Name: "vet", Aliases: []string{"govet"}, ExactCase: true, Checks: checks}

func checks() (list []tier.Check) {
	for _, a := range suite.Suite {
		list = append(list, tier.Of(a, finding.Error).WithFlags())
	}
	for _, a := range extras() {
		c := tier.Of(a, finding.Warning).WithFlags()
		c.Off = true
		list = append(list, c)
	}
	return list
}

// extras are what the module has and go vet leaves out. Not among them:
// inline and modernize, which are for go fix, and usesgenerics, pkgfact,
// buildssa and the like, which say nothing about a mistake.
func extras() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		atomicalign.Analyzer,
		deepequalerrors.Analyzer,
		fieldalignment.Analyzer,
		findcall.Analyzer,
		httpmux.Analyzer,
		nilness.Analyzer,
		reflectvaluecompare.Analyzer,
		shadow.Analyzer,
		sortslice.Analyzer,
		unusedwrite.Analyzer,
	}
}

// Package checks is the registry of our analyzers for chaincode: the lint
// action's chaincode tier, and a plug-in's whole list.
//
// It promises an explicit list in a fixed order: a check is in it by a line
// here, and runs nowhere by being linked in.
package checks

import (
	"embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/codecorder"
	"github.com/tallystick/tallystick/checks/floatfuse"
	"github.com/tallystick/tallystick/checks/globalstate"
	"github.com/tallystick/tallystick/checks/localtime"
	"github.com/tallystick/tallystick/checks/mapiter"
	"github.com/tallystick/tallystick/checks/ptrformat"
	"github.com/tallystick/tallystick/checks/randseed"
	"github.com/tallystick/tallystick/checks/walltime"
)

// Suite is every check, in the order in which the manual lists them.
//
// Left out on purpose: what vet and staticcheck already say (lost cancels,
// copied locks, leaking tickers), and phantom reads of GetStateByRange, which
// the peer runs again at commit. The shared flow.Analyzer is no check: drivers
// find it as a requirement.
var Suite = []*analysis.Analyzer{
	walltime.Analyzer,
	randseed.Analyzer,
	mapiter.Analyzer,
	globalstate.Analyzer,
	ptrformat.Analyzer,
	localtime.Analyzer,
	floatfuse.Analyzer,
	codecorder.Analyzer,
}

// Source is the code of the checks, for whoever keeps what they found and
// must know when it is out of date.
//
//go:embed */*.go internal
var Source embed.FS

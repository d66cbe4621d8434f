// Package checks is the registry of our analyzers for chaincode: the lint
// action's chaincode tier, and a plug-in's whole list.
//
// It promises an explicit list in a fixed order: a check is in it by a line
// here, and runs nowhere by being linked in.
package checks

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/globalstate"
	"github.com/tallystick/tallystick/checks/mapiter"
	"github.com/tallystick/tallystick/checks/walltime"
)

// Suite is every check, in the order in which the manual lists them.
var Suite = []*analysis.Analyzer{
	walltime.Analyzer,
	mapiter.Analyzer,
	globalstate.Analyzer,
}

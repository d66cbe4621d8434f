// Package actions is the registry of the house: every action, in the order in
// which the gate runs them.
//
// A new action is a folder beside this file and a line in it.
package actions

import (
	"github.com/tallystick/tallystick/actions/baseline"
	"github.com/tallystick/tallystick/actions/gate"
	"github.com/tallystick/tallystick/actions/gosum"
	"github.com/tallystick/tallystick/actions/image"
	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/actions/pack"
	"github.com/tallystick/tallystick/actions/probe"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/actions/sign"
	"github.com/tallystick/tallystick/actions/verify"
	"github.com/tallystick/tallystick/internal/action"
)

// Pipeline returns what the gate runs, in order.
func Pipeline() []*action.Action {
	return []*action.Action{
		baseline.Action,
		gosum.Action,
		lint.Action,
		image.Action,
		pack.Action,
		probe.Action,
		sign.Action,
		verify.Action,
	}
}

// All returns every action. report is not a part of the gate: the driver
// prints the gate's own report.
func All() []*action.Action {
	return append([]*action.Action{gate.Of(Pipeline())}, append(Pipeline(), report.Action)...)
}

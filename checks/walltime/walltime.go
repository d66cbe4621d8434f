package walltime

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/disagree"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports the wall clock in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "walltime",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("walltime"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	disagree.Check(pass, origin.Clock, disagree.Words{
		Reaches: "use the transaction's time, which is the same on every endorser: ctx.GetStub().GetTxTimestamp()",
		Read:    "take the bound from the arguments or from the ledger: what is read is signed too",
		Decides: "compare with a time that all endorsers share; GetTxTimestamp is one, but the client sets it and can backdate it",
		Fails: "endorsers that disagree near the moment refuse each other; GetTxTimestamp agrees, but the client sets it and can " +
			"backdate it, so it is no drop-in for an expiry guard",
		Fixes: fixes,
	}, nil)
	return nil, nil
}

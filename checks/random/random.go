package random

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

// Analyzer reports random values in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "random",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("random"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	disagree.Check(pass, origin.Random, disagree.Words{
		Reaches: "derive it from what all endorsers have, such as ctx.GetStub().GetTxID(), or let the client send it as an argument",
		Read:    "take the key from the arguments, or derive it from ctx.GetStub().GetTxID(): what is read is signed too",
		Decides: "draw from rand.New(rand.NewSource(seed)) with a seed that all endorsers have, such as a hash of ctx.GetStub().GetTxID()",
		Fails:   "endorsers draw different values, so one refuses what another endorses; draw from a source that all endorsers seed alike",
	}, nil)
	return nil, nil
}

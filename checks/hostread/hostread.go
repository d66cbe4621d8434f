package hostread

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

// Analyzer reports what only one machine knows in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "hostread",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("hostread"),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	disagree.Check(pass, origin.Host, disagree.Words{
		Reaches: "keep it on the ledger, where every endorser reads the same, or let the client send it as an argument",
		Read:    "take the key from the arguments or from the ledger: what is read is signed too",
		Decides: "decide by what is on the ledger or in the arguments: each endorser's machine is set up by somebody else",
		Fails: "endorsers whose machines differ refuse each other, and only the binary reaches the peer's runtime container: " +
			"embed files with go:embed, keep settings on the ledger",
	}, inTransaction)
	return nil, nil
}

// inTransaction says whether src is read while a transaction runs. What main
// and package initialisers read is the operator's set-up.
func inTransaction(p *flow.Package, src *flow.Source) bool { return p.Reached(src.Fn) }

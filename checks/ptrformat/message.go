package ptrformat

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/format"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// words are what a finding calls the printing of an address.
type words struct {
	what string // the address of a *Asset that fmt.Sprintf prints with %v
	hint string
}

// name puts into words that call prints the address of an of, as a part of arg.
func name(p *flow.Package, site ssa.CallInstruction, arg format.Argument, of types.Type) words {
	verb := string(arg.Verb)
	if arg.Sharp {
		verb = "#" + verb
	}
	address, whole := "the address of a "+p.TypeName(of), p.TypeName(arg.Type)
	var w words
	w.what = address + " that fmt." + flow.Callee(site.Common()).Name() + " prints"
	if !types.Identical(of, arg.Type) {
		w.what = address + " within a " + whole + " that fmt." + flow.Callee(site.Common()).Name() + " prints"
	}
	if strings.HasSuffix(flow.Callee(site.Common()).Name(), "f") {
		w.what += " with %" + verb
	}
	w.hint = "fmt follows a pointer at the top only: encode the value with json.Marshal, which never prints addresses"
	switch of.Underlying().(type) {
	case *types.Signature:
		w.hint = "a function's address differs between builds of the chaincode: use a name or another value that the ledger knows"
	case *types.Chan, *types.Basic:
		w.hint = "each process has its own: use a name or another value that the ledger knows"
	case *types.Pointer:
		if arg.Verb == 'p' {
			w.hint = "each process has its own: use a key or another value that the ledger knows"
		} else if types.Identical(of, arg.Type) {
			w.hint = "print what it points to, after a check for nil: each process has its own addresses"
		}
	}
	return w
}

// diagnose puts a hit into words.
func diagnose(p *flow.Package, at *printing, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: at.source.Pos, Severity: report.Error, Hint: at.text.hint, Related: hit.Related()}
	verb := " reaches "
	if hit.Manner == flow.Decides {
		verb = " decides "
	}
	d.Message = at.source.Name + verb + hit.Name
	if place := p.PlaceOfSink(hit.Sink); place != "" {
		d.Message += " at " + place
	}
	d.Message += hit.Through()
	if hit.Manner == flow.Decides || hit.Uncertain() || at.shows != format.Address {
		d.Severity = report.Warning
	}
	return d.Analysis()
}

package crash

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// pem is the use of a block that pem.Decode did not find.
func (f *finder) pem(use *ssa.FieldAddr) (d report.Diagnostic, found bool) {
	block, ok := use.X.(*ssa.Extract)
	if !ok || block.Index != 0 {
		return d, false
	}
	call, ok := block.Tuple.(*ssa.Call)
	if !ok {
		return d, false
	}
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "encoding/pem" {
		return d, false
	}
	src := f.origin(call.Common().Args[0], true)
	if src.kind != client || f.guarded(use, block, aValue) {
		return d, false
	}
	return report.Diagnostic{
		Pos: use.Pos(), Severity: report.Error,
		Message: "pem.Decode returns nil for text without a block, and the text comes from " + src.name + ": using it unchecked ends the process",
		Hint:    "return an error first if the block is nil",
		Related: []analysis.RelatedInformation{{Pos: src.pos, Message: src.name}},
	}, true
}

// absent is the use of what a function of the package returns as nil without
// an error, as for a key that the ledger does not have.
func (f *finder) absent(use *ssa.FieldAddr) (d report.Diagnostic, found bool) {
	result, ok := use.X.(*ssa.Extract)
	if !ok || result.Index != 0 {
		return d, false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok || !f.asksLedger(call) {
		return d, false
	}
	callee := call.Common().StaticCallee()
	if callee == nil {
		return d, false
	}
	ret := nothing(flow.Generic(callee))
	if ret == nil || f.guarded(use, result, aValue) || !first(use, result) {
		return d, false
	}
	return report.Diagnostic{
		Pos: use.Pos(), Severity: report.Warning,
		Message: fmt.Sprintf("%s returns nil without an error at %s, and its result is used unchecked: that ends the process",
			f.p.Name(flow.Generic(callee)), f.p.At(ret.Pos())),
		Hint:    "check the result for nil too, or let it return an error when there is nothing",
		Related: []analysis.RelatedInformation{{Pos: ret.Pos(), Message: "returns nil without an error"}},
	}, true
}

// first says whether no other use of the result comes before: one finding is
// enough.
func first(use *ssa.FieldAddr, result *ssa.Extract) bool {
	for _, ref := range *result.Referrers() {
		other, ok := ref.(*ssa.FieldAddr)
		if ok && other != use && (other.Block() == use.Block() && other.Pos() < use.Pos() || other.Block() != use.Block() && other.Block().Dominates(use.Block())) {
			return false
		}
	}
	return true
}

// nothing is a return of fn that says nil for a pointer and nil for the error,
// and nothing else.
func nothing(fn *ssa.Function) *ssa.Return {
	results := fn.Signature.Results()
	if results.Len() != 2 || !isError(results.At(1).Type()) {
		return nil
	}
	if _, ok := results.At(0).Type().Underlying().(*types.Pointer); !ok {
		return nil
	}
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if ok && len(ret.Results) == 2 && isNil(ret.Results[0]) && isNil(ret.Results[1]) && ret.Pos() != token.NoPos {
			return ret
		}
	}
	return nil
}

package stubshare

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// request is a use of the stub that the peer has to answer.
type request struct {
	name string
	pos  token.Pos
	// likely is set where a function of another package is taken to make it.
	likely bool
}

// asks is the first request that fn makes, or nil: what only looks at the
// proposal (GetTxID, GetArgs) is safe in any goroutine.
func (f *finder) asks(fn *ssa.Function) *request {
	if r, done := f.requests[fn]; done {
		return r
	}
	f.requests[fn] = nil // holds for recursion
	var found *request
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			var r *request
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				r = f.asked(instr)
			case *ssa.MakeClosure:
				if f.p.HoldsStub(instr) {
					r = f.asks(instr.Fn.(*ssa.Function))
				}
			}
			if r != nil && (found == nil || found.likely && !r.likely) {
				found = r
			}
		}
	}
	f.requests[fn] = found
	return found
}

// asked is the request that the call makes, or nil.
func (f *finder) asked(site ssa.CallInstruction) *request {
	common := site.Common()
	fn := flow.Callee(common)
	if c, ok := flow.StubCall(common); ok {
		switch c.Class {
		case fabric.Write, fabric.Read, fabric.Range, fabric.Invoke:
			return &request{name: fn.Name(), pos: site.Pos()}
		}
		return nil
	}
	args := flow.Actuals(common)
	if !slices.ContainsFunc(args, f.p.HoldsStub) {
		return nil
	}
	for _, callee := range f.p.Callees(site) {
		if r := f.asks(callee); r != nil {
			return r
		}
	}
	if len(f.p.Callees(site)) > 0 || !f.foreign(fn) {
		return nil
	}
	return &request{name: fn.Pkg().Name() + "." + fn.Name(), pos: site.Pos(), likely: true}
}

// foreign says whether fn, of another package, is taken to make a request with
// the stub that it gets: neither Fabric's own accessors nor the standard
// library do.
func (f *finder) foreign(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || f.p.Own(fn.Pkg()) {
		return false
	}
	path := fabric.Unvendored(fn.Pkg().Path())
	if flow.Standard(path) || strings.HasPrefix(path, "github.com/hyperledger/fabric") || strings.HasPrefix(path, "golang.org/x/") {
		return false
	}
	return !slices.ContainsFunc([]string{"New", "Log", "Debug", "Info", "Warn", "Error", "Trace", "Print", "With"},
		func(prefix string) bool { return strings.HasPrefix(fn.Name(), prefix) })
}

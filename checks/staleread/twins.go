package staleread

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// account is an entry that a function reads and then writes.
type account struct {
	read, write *ops.Event
	part, rest  string
}

// twins finds a transfer between two entries that are nowhere compared: where
// sender and receiver are the same, both balances are computed from the same
// committed value, and the last write wins.
func twins(p *ops.Package, f *ops.Func) []analysis.Diagnostic {
	list := accounts(f)
	if len(list) < 2 || !reckons(f.Fn) || compares(f.Fn) {
		return nil
	}
	for _, site := range p.Flow.Callers(f.Fn) {
		if compares(site.Parent()) {
			return nil
		}
	}
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.part == b.part || a.rest != b.rest || !f.After(a.write, b.write) || !f.First(a.write, b.write) {
				continue
			}
			return []analysis.Diagnostic{report.Diagnostic{
				Pos: b.write.Place(), Severity: report.Notice,
				Message: b.write.Of(f) + " replaces " + a.write.Of(f) + " where both keys are the same: each value is computed from the committed one",
				Hint:    "return an error where the two are equal, before the first write",
				Related: a.write.Related("written here"),
			}.Analysis()}
		}
	}
	return nil
}

// accounts are the entries that f itself reads and then writes, in the order
// of the writes.
func accounts(f *ops.Func) []account {
	reads := map[string]*ops.Event{}
	var list []account
	for _, e := range f.Events {
		if !e.Direct || e.Meta {
			continue
		}
		switch e.Kind {
		case ops.Get:
			reads[e.Entry()] = e
		case ops.Put:
			part, rest, ok := e.Varying()
			if r := reads[e.Entry()]; ok && r != nil && f.After(r, e) && len(list) < most {
				list = append(list, account{r, e, part, rest})
			}
		}
	}
	return list
}

// most is how many accounts of a function are looked at.
const most = 32

// reckons says whether fn both adds and subtracts amounts.
func reckons(fn *ssa.Function) bool {
	add, sub := false, false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.BinOp:
				if t, ok := instr.Type().Underlying().(*types.Basic); ok && t.Info()&types.IsNumeric != 0 && !constant(instr.X) && !constant(instr.Y) {
					add, sub = add || instr.Op == token.ADD, sub || instr.Op == token.SUB
				}
			case *ssa.Call:
				if callee := flow.Callee(instr.Common()); callee != nil {
					add, sub = add || strings.EqualFold(callee.Name(), "add"), sub || strings.EqualFold(callee.Name(), "sub")
				}
			}
		}
	}
	return add && sub
}

// compares says whether fn compares two texts that are no constants.
func compares(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.BinOp:
				t, ok := instr.X.Type().Underlying().(*types.Basic)
				if ok && t.Info()&types.IsString != 0 && (instr.Op == token.EQL || instr.Op == token.NEQ) && !constant(instr.X) && !constant(instr.Y) {
					return true
				}
			case *ssa.Call:
				callee := flow.Callee(instr.Common())
				if callee != nil && (callee.Name() == "EqualFold" || callee.Name() == "Compare" || callee.Name() == "Equal") {
					return true
				}
			}
		}
	}
	return false
}

func constant(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}

package globalstate

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

const cure = "keep it on the ledger, or in a local variable that is handed on: each endorser has its own process, transactions run at once"

// diagnose puts the writes of v into words.
func (f *finder) diagnose(v *variable) analysis.Diagnostic {
	d := report.Diagnostic{Pos: report.Place(v.writes[0].at), Hint: cure}
	hit := v.source.Best()
	origin := f.origin(v)
	switch {
	case f.onlyOnce(v) && origin == "":
		d.Severity = report.Notice
		d.Message = v.name + " is set by sync.Once within a transaction"
		d.Hint = "set it in main, before the chaincode starts, so that every transaction finds the same"
	case hit != nil && hit.Manner == flow.Reaches:
		d.Severity, d.Related = report.Error, hit.Related()
		d.Message = v.name + " is written in a transaction and reaches " + hit.Name + " at " + f.p.At(hit.Pos) + hit.Through()
		if hit.Uncertain() {
			d.Severity = report.Warning
		}
	case origin != "":
		d.Severity = report.Warning
		d.Message = v.name + " keeps what " + origin + " returned for later transactions, and one process can serve several channels"
		d.Hint = "read it in each transaction: the peer answers reads from its own memory, and the read becomes part of the result"
	case hit != nil && hit.Manner == flow.Decides:
		d.Severity, d.Related = report.Warning, hit.Related()
		d.Message = v.name + " is written in a transaction and decides " + hit.Name + " at " + f.p.At(hit.Pos) + hit.Through()
	case isMap(v.typ):
		d.Severity = report.Warning
		d.Message = v.name + " is a map that a transaction writes, and the process ends when two do so at once"
	default:
		d.Severity = report.Notice
		d.Message = v.name + " is written in a transaction, a race with those that run at once"
	}
	for _, w := range v.writes[1:] {
		if pos := report.Place(w.at); pos != d.Pos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: "also written here"})
		}
	}
	return d.Analysis()
}

func (f *finder) onlyOnce(v *variable) bool {
	return !slices.ContainsFunc(v.writes, func(w write) bool { return !w.once })
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// origin is the call by which the ledger, or the channel, gave the value that
// is written; "" for other values.
func (f *finder) origin(v *variable) string {
	for _, w := range v.writes {
		if w.value == nil {
			continue
		}
		if name := f.ledger(w.value); name != "" {
			return name
		}
	}
	return ""
}

// steps bounds how far back the origin of a value is looked for.
const steps = 200

// ledger walks back from v to a method of the stub that reads.
func (f *finder) ledger(v ssa.Value) string {
	queue, seen := []ssa.Value{v}, map[ssa.Value]bool{v: true}
	push := func(v ssa.Value) {
		if v != nil && !seen[v] {
			seen[v] = true
			queue = append(queue, v)
		}
	}
	for i := 0; i < len(queue) && i < steps; i++ {
		switch x := queue[i].(type) {
		case *ssa.Call:
			fn := flow.Callee(x.Common())
			if c, ok := flow.StubCall(x.Common()); ok && len(c.Keys) > 0 && len(c.Values) == 0 || fn != nil && fn.Name() == "GetChannelID" {
				return fn.Name()
			}
			for _, arg := range x.Common().Args {
				push(arg)
			}
		case *ssa.Alloc:
			for _, ref := range *x.Referrers() {
				f.filled(x, ref, push)
			}
		case *ssa.UnOp:
			if x.Op == token.MUL || x.Op == token.ARROW {
				push(x.X)
			}
		case *ssa.FieldAddr:
			push(x.X)
		case *ssa.Phi:
			for _, edge := range x.Edges {
				push(edge)
			}
		case *ssa.Extract:
			push(x.Tuple)
		case *ssa.MakeInterface:
			push(x.X)
		case *ssa.Convert:
			push(x.X)
		case *ssa.ChangeType:
			push(x.X)
		case *ssa.Slice:
			push(x.X)
		}
	}
	return ""
}

// filled looks at what is put into a variable: stored, or unmarshalled.
func (f *finder) filled(alloc *ssa.Alloc, ref ssa.Instruction, push func(ssa.Value)) {
	switch ref := ref.(type) {
	case *ssa.Store:
		if ref.Addr == alloc {
			push(ref.Val)
		}
	case *ssa.FieldAddr:
		for _, use := range *ref.Referrers() {
			if s, ok := use.(*ssa.Store); ok && s.Addr == ref {
				push(s.Val)
			}
		}
	case *ssa.MakeInterface:
		for _, use := range *ref.Referrers() {
			if call, ok := use.(*ssa.Call); ok {
				for _, arg := range call.Common().Args {
					push(arg)
				}
			}
		}
	}
}

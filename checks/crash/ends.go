package crash

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// ends reports what ends the process by itself.
func (f *finder) ends() []analysis.Diagnostic {
	var list []analysis.Diagnostic
	for _, fn := range f.p.Funcs {
		if !f.reached[fn] {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				what, panics := f.ending(instr)
				if what == "" || panics && !f.bare[fn] {
					continue
				}
				list = append(list, f.describeEnd(instr, what, panics))
			}
		}
	}
	return list
}

// ending says what of instr ends the process, and whether that is a panic,
// which a deferred function can recover.
func (f *finder) ending(instr ssa.Instruction) (what string, panics bool) {
	switch instr := instr.(type) {
	case *ssa.Panic:
		if instr.Pos().IsValid() {
			return "panic", true
		}
	case ssa.CallInstruction:
		fn := flow.Callee(instr.Common())
		if fn == nil || fn.Pkg() == nil {
			return "", false
		}
		if what, panics := fatal(fn); what != "" {
			return what, panics
		}
		var summary behaviour
		if fn.Pkg() != f.pass.Pkg && f.pass.ImportObjectFact(fn.Origin(), &summary) && summary.Ends != "" {
			return fn.Pkg().Name() + "." + fn.Name() + ", which calls " + summary.Ends + ",", summary.Panics
		}
	}
	return "", false
}

// fatal says whether calling fn ends the process, by its documentation.
func fatal(fn *types.Func) (what string, panics bool) {
	name := fn.Pkg().Name() + "." + fn.Name()
	switch path := fabric.Unvendored(fn.Pkg().Path()); path {
	case "os", "syscall":
		if fn.Name() == "Exit" {
			return name, false
		}
	case "log", "github.com/sirupsen/logrus", "github.com/Sirupsen/logrus", "go.uber.org/zap", "github.com/golang/glog",
		"k8s.io/klog", "k8s.io/klog/v2", "github.com/rs/zerolog", "github.com/rs/zerolog/log", "github.com/op/go-logging",
		"github.com/hyperledger/fabric/common/flogging", "github.com/hyperledger/fabric-lib-go/common/flogging":
		switch {
		case strings.HasPrefix(fn.Name(), "Fatal"), strings.HasPrefix(fn.Name(), "Exit"):
			return name, false
		case strings.HasPrefix(fn.Name(), "Panic"):
			return name, true
		}
	}
	return "", false
}

// cause is why control comes to a place.
type cause int

const (
	impossible cause = iota // by its own words, or because what failed cannot
	unknown
	failure // the ledger's or the input's fault, or nothing at all
)

// why is the cause of an instruction, from the nearest branch that leads to
// it; one level of callers is asked for what the function itself does not show.
func (f *finder) why(instr ssa.Instruction, depth int) cause {
	fn := instr.Parent()
	cond, truth := nearest(instr.Block())
	if cond == nil {
		if f.entries[fn] != flow.NoEntry || depth > deep {
			return failure
		}
		return f.worst(fn, func(site ssa.CallInstruction) cause { return f.why(site, depth+1) })
	}
	if ext, ok := cond.(*ssa.Extract); ok && !truth { // behind the last case of a type switch
		if a, ok := ext.Tuple.(*ssa.TypeAssert); ok && f.origin(a.X, true).kind == program {
			return impossible
		}
	}
	cmp, ok := cond.(*ssa.BinOp)
	if ok && (isNil(cmp.X) || isNil(cmp.Y)) && (cmp.Op == token.NEQ) == truth {
		v := cmp.X
		if isNil(v) {
			v = cmp.Y
		}
		return f.whyError(v, depth)
	}
	if call, _ := callBehind(cond); call != nil && f.asksLedger(call) {
		return failure
	}
	if f.origin(cond, true).kind != program || ok && f.fromOutside(cmp) {
		return failure
	}
	return unknown
}

// asksLedger says whether a call can come to the ledger.
func (f *finder) asksLedger(call *ssa.Call) bool {
	if call.Common().IsInvoke() && f.p.CarriesStub(call.Common().Value.Type()) {
		return true
	}
	return slices.ContainsFunc(call.Common().Args, func(v ssa.Value) bool { return f.p.CarriesStub(v.Type()) })
}

// fromOutside says whether either side of a comparison is the client's or the
// ledger's.
func (f *finder) fromOutside(cmp *ssa.BinOp) bool {
	for _, v := range []ssa.Value{cmp.X, cmp.Y} {
		if k, _, ok := f.lengthIn(v); ok && k.base == nil {
			return true
		}
		if f.origin(v, true).kind != program {
			return true
		}
	}
	return false
}

// worst is the worst cause among the calls that come to fn.
func (f *finder) worst(fn *ssa.Function, ask func(ssa.CallInstruction) cause) cause {
	worst := impossible
	asked := 0
	for _, site := range f.p.Callers(fn) {
		if f.reached[site.Parent()] {
			worst = max(worst, ask(site))
			if asked++; asked > 20 || worst == failure {
				return worst
			}
		}
	}
	if asked == 0 {
		return unknown
	}
	return worst
}

// nearest is the condition of the nearest branch that decides whether control
// comes to b, and the truth that it then has.
func nearest(b *ssa.BasicBlock) (cond ssa.Value, truth bool) {
	for d := b; d.Idom() != nil; d = d.Idom() {
		parent := d.Idom()
		if branch, ok := parent.Instrs[len(parent.Instrs)-1].(*ssa.If); ok && len(d.Preds) == 1 {
			return branch.Cond, parent.Succs[0] == d
		}
	}
	return nil, false
}

// whyError says what it means that v, an error, is not nil.
func (f *finder) whyError(v ssa.Value, depth int) cause {
	if param, ok := v.(*ssa.Parameter); ok && depth <= deep {
		return f.worst(param.Parent(), func(site ssa.CallInstruction) cause {
			arg := flow.Argument(site.Common(), param.Parent(), param)
			if arg == nil {
				return unknown
			}
			return f.whyError(arg, depth+1)
		})
	}
	if phi, ok := v.(*ssa.Phi); ok && depth <= deep {
		worst := impossible
		for _, edge := range phi.Edges {
			if edge != v && !isNil(edge) {
				worst = max(worst, f.whyError(edge, depth+1))
			}
		}
		return worst
	}
	call, _ := callBehind(v)
	if call == nil {
		return unknown
	}
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return unknown
	}
	switch {
	case fn.Name() == "GetTxTimestamp":
		return impossible
	case f.asksLedger(call), len(f.p.Callees(call)) > 0:
		return failure
	case neverFails(fn), flow.Standard(fn.Pkg().Path()) && constants(call.Common().Args):
		return impossible
	}
	for _, arg := range call.Common().Args {
		if f.origin(arg, true).kind != program {
			return failure
		}
	}
	return unknown
}

// neverFails says whether an error of fn can only be a mistake of the
// programmer's: plain structs marshal, and memory takes what is written.
func neverFails(fn *types.Func) bool {
	switch fn.Pkg().Path() {
	case "encoding/json", "encoding/asn1", "encoding/xml":
		return strings.HasPrefix(fn.Name(), "Marshal") || fn.Name() == "Indent"
	case "crypto/rand", "bytes", "hash", "io", "text/template":
		return true
	case "strings":
		return true
	}
	return fn.Name() == "Close" || fn.Name() == "Write"
}

func constants(args []ssa.Value) bool {
	return len(args) > 0 && !slices.ContainsFunc(args, func(v ssa.Value) bool {
		_, ok := v.(*ssa.Const)
		return !ok
	})
}

// saysImpossible says whether a panic's own text calls it unreachable.
func saysImpossible(instr ssa.Instruction) bool {
	for _, op := range instr.Operands(nil) {
		v := *op
		if mi, ok := v.(*ssa.MakeInterface); ok {
			v = mi.X
		}
		c, ok := v.(*ssa.Const)
		if !ok || c.Value == nil || c.Value.Kind() != constant.String {
			continue
		}
		text := strings.ToLower(constant.StringVal(c.Value))
		for _, word := range []string{"unreachable", "impossible", "should never", "should not happen", "can't happen", "cannot happen", "not reached"} {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

func (f *finder) describeEnd(instr ssa.Instruction, what string, panics bool) analysis.Diagnostic {
	d := report.Diagnostic{Pos: report.Place(instr), Severity: report.Warning}
	why := f.why(instr, 0)
	if saysImpossible(instr) {
		why = impossible
	}
	d.Message = what + " ends the chaincode's process from within a transaction"
	switch why {
	case failure:
		if d.Severity = report.Error; !f.certain[instr.Parent()] {
			d.Severity = report.Warning
		}
	case impossible:
		d.Severity = report.Notice
		d.Message = what + " would end the chaincode's process from within a transaction, behind what cannot fail"
	}
	if by := f.entryOf(instr.Parent()); by != "" {
		d.Message += ", " + by
	}
	d.Hint = "return an error: neither the shim nor contract-api recovers, every transaction in flight dies too, and the peer does not restart a chaincode server"
	if !panics {
		d.Hint = "return an error: nothing can recover an exit, every transaction in flight dies too, and the peer does not restart a chaincode server"
	}
	return d.Analysis()
}

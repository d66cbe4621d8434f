package contractsig

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// handlers judges what the package stores as Before, After and Unknown
// transactions: NewTransactionHandler of internal/transaction_handler.go.
func handlers(pkg *types.Package, p *flow.Package, cs *contexts, contracts []*contract.Contract) []analysis.Diagnostic {
	byType := map[*types.Named]*contract.Contract{}
	for _, c := range contracts {
		byType[c.Named] = c
	}
	var list []analysis.Diagnostic
	eachField(p, func(at *ssa.Store, field string, value ssa.Value, owner *types.Named) {
		switch field {
		case "BeforeTransaction", "AfterTransaction", "UnknownTransaction":
		default:
			return
		}
		made, ok := value.(*ssa.MakeInterface)
		if !ok || p.InTest(at.Pos()) {
			return
		}
		j := judge{w: &words{pkg: pkg}, c: byType[owner]}
		if j.c != nil {
			j.ctx = cs.of(j.c)
		} else {
			j.c = &contract.Contract{Named: owner, V2: true}
		}
		if what, why := j.handler(field, made.X.Type()); why != "" {
			list = append(list, report.Diagnostic{
				Pos: report.Place(at), Severity: report.Error,
				Message: "contract-api refuses the " + field + " of " + j.w.name(owner) + " and the chaincode does not start: " + prefixed(what, why),
				Hint:    "func(ctx) error fits all three; an AfterTransaction may take the result as well, as interface{}",
			}.Analysis())
		}
	})
	return list
}

// handler says what is wrong with a handler of type t.
func (j *judge) handler(field string, t types.Type) (what, why string) {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return "", j.w.name(t) + " is no function"
	}
	for _, c := range j.method(sig) {
		if !c.late {
			return c.what + ": ", c.why
		}
	}
	var fields []types.Type
	for i := range sig.Params().Len() {
		if t := sig.Params().At(i).Type(); i > 0 || !j.takenAsContext(t) {
			fields = append(fields, t)
		}
	}
	switch {
	case len(fields) == 0:
	case field != "AfterTransaction":
		return "", "it takes a parameter besides the transaction context"
	case len(fields) > 1:
		return "", "it takes more than one parameter besides the transaction context"
	case !types.IsInterface(fields[0]):
		return "", "its parameter besides the transaction context is " + j.w.name(fields[0]) + ", want interface{}"
	}
	return "", ""
}

// takenAsContext says whether a first parameter of type t is, or may be, the
// context and no argument.
func (j *judge) takenAsContext(t types.Type) bool {
	if j.ctx != nil && types.Identical(t, j.ctx) {
		return true
	}
	if types.IsInterface(t) {
		return j.w.refusal(t, nil, false) != ""
	}
	return j.ctx == nil && settable(t)
}

package contractsig

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports signatures with which a contract's chaincode does not start.
var Analyzer = &analysis.Analyzer{
	Name:     "contractsig",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	contracts := contract.Find(pass, p)
	cs := contextsOf(pass.Pkg, p)
	var list []analysis.Diagnostic
	given, order := registered(p)
	for _, c := range contracts {
		if at, ok := given[c.Named]; ok || !c.Base {
			j := judge{w: &words{pkg: pass.Pkg}, c: c, ctx: cs.of(c), at: c.Named.Obj().Pos(), given: at.IsValid()}
			list = append(list, j.contract()...)
		}
	}
	for _, n := range order {
		if c := contract.Imported(pass, n); c != nil && n.Obj().Pkg() != pass.Pkg {
			j := judge{w: &words{pkg: pass.Pkg}, c: c, at: given[n], given: true}
			list = append(list, j.contract()...)
		}
	}
	list = append(list, handlers(pass.Pkg, p, cs, contracts)...)
	report.All(pass, list)
	return nil, nil
}

// judge goes over one contract as NewChaincode does.
type judge struct {
	w *words
	c *contract.Contract
	// ctx is the type of the contract's context, nil where it is not known.
	ctx types.Type
	// at is where to report what stands in another package; given says that
	// the package makes a chaincode of the contract.
	at    token.Pos
	given bool
}

// severity is an error where the contract is registered. A type that nobody
// here registers may be one that others embed, or keep in a field and call.
func (j *judge) severity() string {
	if j.given {
		return report.Error
	}
	return report.Notice
}

func (j *judge) contract() []analysis.Diagnostic {
	var list []analysis.Diagnostic
	if j.c.Ignored.Effective && !j.c.Ignored.Whole {
		return nil // which methods are left out is not known
	}
	transactions := j.c.Transactions()
	if len(transactions) == 0 && len(j.c.Methods) > 0 {
		list = append(list, report.Diagnostic{
			Pos: j.at, Severity: j.severity(),
			Message: "contract-api refuses " + j.c.Named.Obj().Name() + ": all its exported methods are in GetIgnoredFunctions",
			Hint:    "leave at least one transaction, or do not give the contract to NewChaincode",
		}.Analysis())
	}
	for _, m := range transactions {
		for _, why := range j.method(m.Signature()) {
			list = append(list, j.diagnose(m, why).Analysis())
		}
	}
	return list
}

// complaint is one thing that is wrong with a signature.
type complaint struct {
	pos       token.Pos
	what, why string
	hint      string
	// late says that the chaincode starts, and that the method fails.
	late bool
}

// method is parseMethod of internal/contract_function.go.
func (j *judge) method(sig *types.Signature) []complaint {
	var list []complaint
	for i := range sig.Params().Len() {
		param := sig.Params().At(i)
		if c, ok := j.param(i, param); ok {
			list = append(list, c)
		}
	}
	if len(list) == 0 && sig.Variadic() {
		last := sig.Params().At(sig.Params().Len() - 1)
		list = append(list, complaint{
			pos: last.Pos(), what: "parameter " + called(last, sig.Params().Len()-1) + " is variadic", late: true,
			why:  "contract-api passes the slice as one element, and reflect panics at each call, which ends the process",
			hint: "take a slice: " + called(last, sig.Params().Len()-1) + " " + j.w.name(last.Type()),
		})
	}
	if c, ok := j.results(sig.Results()); ok {
		list = append(list, c)
	}
	return list
}

func (j *judge) param(i int, param *types.Var) (complaint, bool) {
	t := param.Type()
	c := complaint{pos: param.Pos(), what: "parameter " + called(param, i) + " of type " + j.w.name(t), hint: "take a type that JSON " +
		"can fill: a struct, a basic type, or a slice or string map of these; list methods that are no transactions in GetIgnoredFunctions"}
	iface, isInterface := t.Underlying().(*types.Interface)
	c.why = j.w.refusal(t, nil, false)
	ours := j.ctx != nil && types.Identical(t, j.ctx)
	if c.why != "" && !ours && i == 0 && isInterface {
		if j.ctx == nil {
			return c, false // as good as any
		}
		c.why = mismatch(j.ctx, iface)
		c.why = prefixed("the contract's context "+j.w.name(j.ctx)+" does not fit: ", c.why)
		c.hint = "set the contract's TransactionContextHandler to a context that has the method, or take " +
			"contractapi.TransactionContextInterface"
		return c, c.why != ""
	}
	switch {
	case i > 0 && (ours || isInterface && c.why != "" && givesStub(iface)):
		c.why = "the transaction context must be the first parameter"
		c.hint = "move the context to the front"
	case ours:
		c.why = ""
	case c.why != "":
	case i == 0 && j.ctx != nil && settable(t):
		c.late = j.c.V2
		c.why = "the contract's context is " + j.w.name(j.ctx) + ", so contract-api takes it for an argument of the client"
		c.hint = "set the contract's TransactionContextHandler to a " + j.w.name(t)
	default:
		c.why = j.schemas().problem(t, false)
	}
	return c, c.why != ""
}

func (j *judge) results(results *types.Tuple) (complaint, bool) {
	n := results.Len()
	if n == 0 {
		return complaint{}, false
	}
	c := complaint{pos: results.At(0).Pos(), hint: "return a type that JSON can show and error, or one of the two"}
	if n > 2 {
		c.what, c.why = fmt.Sprintf("%d results", n), "functions may return at most a value and an error"
		return c, true
	}
	first := results.At(0).Type()
	c.what = "result of type " + j.w.name(first)
	c.why = j.w.refusal(first, nil, true)
	if c.why == "" && n == 2 && !isError(results.At(1).Type()) {
		c.pos = results.At(1).Pos()
		c.what, c.why = "second result of type "+j.w.name(results.At(1).Type()), "it must be error"
	}
	if c.why == "" {
		c.why = j.schemas().problem(first, true)
	}
	return c, c.why != ""
}

// schemas starts anew for each type, so that each method is judged alone.
func (j *judge) schemas() *schemas {
	return &schemas{w: j.w, v1: !j.c.V2, done: map[string]types.Type{}}
}

func (j *judge) diagnose(m *types.Func, c complaint) report.Diagnostic {
	name := j.c.Named.Obj().Name() + "." + m.Name()
	d := report.Diagnostic{Pos: c.pos, Severity: j.severity(), Hint: c.hint}
	d.Message = "contract-api refuses " + name + " and the chaincode does not start: " + c.what + ": " + c.why
	if c.late {
		d.Message = "clients cannot call " + name + ": " + c.what + ": " + c.why
	}
	if m.Pkg() != j.w.pkg { // promoted from another package
		d.Pos = j.at
	} else if !d.Pos.IsValid() {
		d.Pos = m.Pos()
	}
	return d
}

// called is the name of a parameter, or its number.
func called(v *types.Var, i int) string {
	if v.Name() == "" || v.Name() == "_" {
		return fmt.Sprint(i + 1)
	}
	return v.Name()
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

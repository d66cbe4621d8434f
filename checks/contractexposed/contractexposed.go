package contractexposed

import (
	_ "embed"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports what contract-api exposes otherwise than the contract means.
var Analyzer = &analysis.Analyzer{
	Name:     "contractexposed",
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
	if len(contracts) == 0 {
		return nil, nil
	}
	x := newExposure(p)
	var list []analysis.Diagnostic
	for _, c := range contracts {
		list = append(list, lists(pass, contracts, c)...)
		if !c.Base {
			list = append(list, x.evaluated(c)...)
			list = append(list, x.helpers(c)...)
		}
	}
	report.All(pass, list)
	return nil, nil
}

// lists judges the lists of names that c has.
func lists(pass *analysis.Pass, contracts []*contract.Contract, c *contract.Contract) []analysis.Diagnostic {
	list := named(pass, contracts, c, "GetIgnoredFunctions", func(c *contract.Contract) contract.List { return c.Ignored })
	return append(list, named(pass, contracts, c, "GetEvaluateTransactions", func(c *contract.Contract) contract.List { return c.Evaluated })...)
}

func named(
	pass *analysis.Pass, contracts []*contract.Contract, c *contract.Contract, method string, of func(*contract.Contract) contract.List,
) []analysis.Diagnostic {
	l := of(c)
	if l.Method == nil || l.Method.Pkg() != pass.Pkg {
		return nil
	}
	if !l.Effective {
		return []analysis.Diagnostic{report.Diagnostic{
			Pos: l.Method.Pos(), Severity: report.Error,
			Message: "contract-api does not call " + method + " of " + c.Named.Obj().Name() + ": it is no func() []string, so nothing is listed",
			Hint:    "declare it as: func (c *" + c.Named.Obj().Name() + ") " + method + "() []string",
		}.Analysis()}
	}
	if !l.Whole {
		return nil
	}
	var sharing []*contract.Contract
	for _, other := range contracts {
		if of(other).Method == l.Method {
			sharing = append(sharing, other)
		}
	}
	var list []analysis.Diagnostic
	for _, name := range l.Names {
		if d, ok := missing(name, method, sharing); ok {
			list = append(list, d.Analysis())
		}
	}
	return list
}

// missing judges a name that none of the contracts with the list has a method
// for.
func missing(name contract.Name, method string, sharing []*contract.Contract) (report.Diagnostic, bool) {
	similar := ""
	for _, c := range sharing {
		for _, m := range c.Methods {
			if m.Name() == name.Text {
				return report.Diagnostic{}, false
			}
			if strings.EqualFold(m.Name(), name.Text) {
				similar = m.Name()
			}
		}
		if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(c.Named), true, c.Named.Obj().Pkg(), name.Text); obj != nil {
			return report.Diagnostic{}, false // unexported, or of contract-api: no transaction anyway
		}
	}
	d := report.Diagnostic{
		Pos: name.Pos, Severity: report.Warning,
		Message: method + " lists " + name.Text + ", and " + sharing[0].Named.Obj().Name() + " has no such method",
		Hint:    "take the name out, or write it as the method's",
	}
	if similar == "" {
		return d, true
	}
	d.Hint = "write it as the method's: " + similar
	d.Message += ": " + similar + " stays a transaction to submit"
	if method == "GetIgnoredFunctions" {
		d.Severity = report.Error
		d.Message = strings.TrimSuffix(d.Message, " to submit") + " that every client can call"
	}
	return d, true
}

// evaluated reports writes in transactions that are listed as evaluate-only.
func (x *exposure) evaluated(c *contract.Contract) []analysis.Diagnostic {
	if !c.Evaluated.Effective {
		return nil
	}
	var list []analysis.Diagnostic
	for _, m := range c.Transactions() {
		fn := x.bodies[m]
		if fn == nil || !slices.ContainsFunc(c.Evaluated.Names, func(n contract.Name) bool { return n.Text == m.Name() }) {
			continue
		}
		site, sink := x.firstWrite(fn)
		if site == nil {
			continue
		}
		d := report.Diagnostic{
			Pos: report.Place(site), Severity: report.Error,
			Message: sink + " in " + m.Name() + ", which GetEvaluateTransactions lists: clients are told to evaluate it, and nothing of it is ordered",
			Hint:    "take " + m.Name() + " out of GetEvaluateTransactions, or take the write out of it",
		}
		if at := x.own[sinkOwner(x, site)]; at != nil && at != site {
			d.Related = []analysis.RelatedInformation{{Pos: at.Pos(), Message: sink + " is here"}}
		}
		list = append(list, d.Analysis())
	}
	return list
}

// helpers reports transactions that write without a look at the client, where
// all transactions that call them look.
func (x *exposure) helpers(c *contract.Contract) []analysis.Diagnostic {
	transactions := map[*ssa.Function]*types.Func{}
	for _, m := range c.Transactions() {
		if fn := x.bodies[m]; fn != nil {
			transactions[fn] = m
		}
	}
	var list []analysis.Diagnostic
	for _, m := range c.Transactions() {
		fn := x.bodies[m]
		if fn == nil || !x.writes[fn] || x.identity[fn] || x.addressed[fn] {
			continue
		}
		guard, site := x.guards(fn, transactions)
		if guard == nil {
			continue
		}
		list = append(list, report.Diagnostic{
			Pos: m.Pos(), Severity: report.Warning,
			Message: m.Name() + " is a transaction that every client can call: " + guard.Name() + " checks the client's identity before it calls " +
				m.Name() + ", which does not",
			Hint: "make " + m.Name() + " unexported, list it in GetIgnoredFunctions, or check ctx.GetClientIdentity() in it",
			Related: []analysis.RelatedInformation{
				{Pos: site.Pos(), Message: guard.Name() + " calls it here"},
			},
		}.Analysis())
	}
	return list
}

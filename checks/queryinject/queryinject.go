package queryinject

import (
	_ "embed"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports clients' arguments in the text of rich queries.
var Analyzer = &analysis.Analyzer{
	Name:     "queryinject",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil || !queries(p) {
		return nil, nil
	}
	a := &arguments{budget: argument.NewBudget(p), guards: newGuards(), wholes: map[ssa.CallInstruction]ssa.Value{}}
	likely := &arguments{budget: argument.NewBudget(p), guards: a.guards, wholes: map[ssa.CallInstruction]ssa.Value{}}
	sure, maybe := flow.NewRun(p, a), flow.NewRun(p, likely)
	for _, seed := range argument.Seeds(p, contract.Find(pass, p)) {
		r := sure
		if seed.Likely {
			r = maybe
		}
		r.Root(&flow.Source{Pos: seed.Fact.V.Pos()}, seed.Fn).Add(seed.Fact, nil)
	}
	sure.Drain()
	maybe.Drain()
	list := findings(p, a, report.Warning)
	for _, f := range findings(p, likely, report.Notice) {
		if !slices.ContainsFunc(list, func(g finding) bool { return g.sink == f.sink && g.whole == f.whole }) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(x, y finding) int { return int(x.pos - y.pos) })
	var diagnostics []analysis.Diagnostic
	for _, f := range list {
		diagnostics = append(diagnostics, f.diagnose(p))
	}
	report.All(pass, diagnostics)
	return nil, nil
}

// queries says whether the package asks any rich query.
func queries(p *flow.Package) bool {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok && queryOf(site) != nil {
					return true
				}
			}
		}
	}
	return false
}

// queryOf is the text of the rich query that site asks, or nil.
func queryOf(site ssa.CallInstruction) ssa.Value {
	if _, ok := flow.StubCall(site.Common()); !ok {
		return nil
	}
	common := site.Common()
	args := common.Args
	if !common.IsInvoke() {
		args = args[1:]
	}
	switch flow.Callee(common).Name() {
	case "GetQueryResult", "GetQueryResultWithPagination":
		return args[0]
	case "GetPrivateDataQueryResult":
		return args[1]
	}
	return nil
}

// finding is one query that clients change, or one that is theirs.
type finding struct {
	pos      token.Pos
	sink     ssa.CallInstruction
	whole    bool
	severity string
	names    []string
	related  []analysis.RelatedInformation
}

// findings are the splices that come to a query, one finding for each function
// and query, and the queries that are arguments.
func findings(p *flow.Package, a *arguments, severity string) []finding {
	type key struct {
		fn   *ssa.Function
		sink ssa.CallInstruction
	}
	var list []finding
	at := map[key]int{}
	budget := argument.NewBudget(p)
	for _, s := range a.splices {
		sink := asked(p, s, budget)
		if sink == nil {
			continue
		}
		k := key{s.at.Parent(), sink}
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, finding{pos: report.Place(s.at), sink: sink, severity: severity})
		}
		f := &list[i]
		if name := argument.Name(s.part); !slices.Contains(f.names, name) {
			f.names = append(f.names, name)
			f.related = append(f.related, analysis.RelatedInformation{Pos: report.Place(s.at), Message: name + " is put into the text here"})
		}
	}
	for _, sink := range a.order {
		list = append(list, finding{
			pos: sink.Pos(), sink: sink, whole: true, severity: report.Notice,
			names: []string{argument.Name(a.wholes[sink])},
		})
	}
	return list
}

func (f finding) diagnose(p *flow.Package) analysis.Diagnostic {
	call := flow.Callee(f.sink.Common()).Name()
	if f.whole {
		return report.Diagnostic{
			Pos: f.pos, Severity: f.severity,
			Message: "the whole query of " + call + " is the client's argument " + f.names[0],
			Hint: "every client can read every document of the chaincode with it, at any cost: keep it only as a documented ad hoc " +
				"query, behind a check of ctx.GetClientIdentity()",
		}.Analysis()
	}
	what, verb := "argument ", " goes"
	if len(f.names) > 1 {
		what, verb = "arguments ", " go"
	}
	if f.names[0] == "an argument" {
		what = ""
	}
	return report.Diagnostic{
		Pos: f.pos, Severity: f.severity,
		Message: what + strings.Join(f.names, ", ") + verb + " unquoted into the query of " + call + " at " + p.At(f.sink.Pos()),
		Hint: `a quote in it changes the selector, and with it what is read: build the query with json.Marshal, as in ` +
			`json.Marshal(map[string]any{"selector": map[string]any{"owner": owner}})`,
		Related: append(f.related, analysis.RelatedInformation{Pos: f.sink.Pos(), Message: "reaches " + call}),
	}.Analysis()
}

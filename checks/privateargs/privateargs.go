package privateargs

import (
	_ "embed"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports private data that the transaction's arguments give away.
var Analyzer = &analysis.Analyzer{
	Name:     "privateargs",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil || !puts(p) {
		return nil, nil
	}
	r := flow.NewRun(p, tracer{argument.NewBudget(p)})
	r.OwnSinks = true
	var sources []source
	for _, e := range elements(p, argument.Seeds(p, contract.Find(pass, p))) {
		src := &flow.Source{Name: e.name, Pos: e.fact.V.Pos()}
		r.Root(src, e.fn).Add(e.fact, nil)
		sources = append(sources, source{e, src})
	}
	r.Drain()
	report.All(pass, diagnose(p, sources))
	return nil, nil
}

// puts says whether the package writes private data.
func puts(p *flow.Package) bool {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok && (argument.IsStubMethod(site, "PutPrivateData") || p.ComesTo(site, "PutPrivateData")) {
					return true
				}
			}
		}
	}
	return false
}

// source is one argument and what is known of it.
type source struct {
	element
	*flow.Source
}

// names says whether the argument is the identifier that k is a key by: it
// stands in the key of the collection, or of public state, anyway.
func (src source) names(k source) bool { return src.Source == k.Source || src.same(k.element) }

// diagnose makes one finding of all arguments that come to the same write.
func diagnose(p *flow.Package, sources []source) []analysis.Diagnostic {
	type finding struct {
		names []string
		hits  []*flow.Hit
	}
	at := map[token.Pos]*finding{}
	var order []token.Pos
	var keys []source
	for _, src := range sources {
		if src.Touched(flow.Reaches, key) != nil {
			keys = append(keys, src)
		}
	}
	for _, src := range sources {
		hit := src.Touched(flow.Reaches, private)
		if hit == nil || slices.ContainsFunc(keys, src.names) {
			continue
		}
		f := at[hit.Pos]
		if f == nil {
			f = &finding{}
			at[hit.Pos] = f
			order = append(order, hit.Pos)
		}
		if !slices.Contains(f.names, src.Name) {
			f.names = append(f.names, src.Name)
			f.hits = append(f.hits, hit)
		}
	}
	slices.Sort(order)
	var list []analysis.Diagnostic
	for _, pos := range order {
		f := at[pos]
		what, verb := "argument ", " reaches"
		if len(f.names) > 1 {
			what, verb = "arguments ", " reach"
		}
		d := report.Diagnostic{
			Pos: pos, Severity: report.Warning,
			Message: what + strings.Join(f.names, ", ") + verb + " private data in PutPrivateData" + f.hits[0].Through() +
				": arguments stand in the transaction, for every peer and orderer of the channel to read",
			Hint: "send what is private in the transient map: ctx.GetStub().GetTransient()",
		}
		for _, hit := range f.hits {
			d.Related = append(d.Related, hit.Related()...)
		}
		list = append(list, d.Analysis())
	}
	return list
}

// The classes of the tracer's hits. None is Write, at which the engine takes a
// source for told.
const (
	private = fabric.Event
	key     = fabric.Read
)

// tracer follows arguments to private data; keys are noted as reads.
type tracer struct{ budget *argument.Budget }

// parsed is the kind of what was taken out of an argument: a key in it makes no
// key of the whole.
const parsed = flow.Own

func (t tracer) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if t.budget.Spent() {
		return true
	}
	site, ok := at.(ssa.CallInstruction)
	if !ok {
		return argument.Ends(f.Package(), at)
	}
	if c, ok := flow.StubCall(site.Common()); ok {
		names, fills := flow.Touches(c, site, fact.V)
		if fills && argument.IsStubMethod(site, "PutPrivateData") {
			f.Hit(flow.Hit{Sink: flow.Sink{Class: private, Name: "PutPrivateData", Pos: site.Pos()}, Part: flow.Value}, step)
		}
		if names && fact.Kind != parsed {
			f.Hit(flow.Hit{Sink: flow.Sink{Class: key, Name: "a key", Pos: site.Pos()}, Part: flow.Key}, step)
		}
		return true
	}
	if argument.IsStubMethod(site, "CreateCompositeKey") {
		if fact.Kind != parsed {
			f.Hit(flow.Hit{Sink: flow.Sink{Class: key, Name: "a key", Pos: site.Pos()}, Part: flow.Key}, step)
		}
		return true
	}
	abroad(f, fact, site, step)
	if argument.Ends(f.Package(), at) {
		return true
	}
	if fn := flow.Callee(site.Common()); fn != nil && strings.HasPrefix(fn.Name(), "Unmarshal") && fact.Kind == flow.Data {
		filled, _ := f.Package().Fills(site)
		for _, target := range filled {
			if target != fact.V {
				f.Write(target, "", parsed, at, step)
			}
		}
		return true
	}
	return fabric.IsSuccess(flow.Callee(site.Common()))
}

// abroad is a function of another package that writes what it is handed.
func abroad(f *flow.Frame, fact flow.Fact, site ssa.CallInstruction, step *flow.Step) {
	arrivals, names := f.Abroad(fact, site)
	for i, a := range arrivals {
		h := flow.Hit{Sink: a.Sink(site), Part: a.SinkArg}
		switch {
		case a.Manner != flow.Reaches:
			continue
		case a.Name == "PutPrivateData" && a.SinkArg == flow.Value:
			h.Class = private
		case a.SinkArg == flow.Key && fact.Kind != parsed:
			h.Class, h.Name = key, "a key"
		default:
			continue
		}
		f.Hit(h, step.Abroad(names[i], a, site))
	}
}

func (tracer) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

package queryinject

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// arguments follows clients' arguments to where they are put into texts.
type arguments struct {
	budget  *argument.Budget
	guards  *guards
	splices []*splice
	// wholes are the queries that are an argument as it came, order their
	// order.
	wholes map[ssa.CallInstruction]ssa.Value
	order  []ssa.CallInstruction
}

func (a *arguments) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	if a.budget.Spent() || harmlessType(fact) || stops(f.Package(), at) || fact.Kind != flow.Data {
		return true
	}
	if site, ok := at.(ssa.CallInstruction); ok {
		if q := queryOf(site); q != nil && q == fact.V && !a.guards.guarded(fact.V, at.Block()) && a.wholes[site] == nil {
			a.wholes[site] = fact.V
			a.order = append(a.order, site)
		}
	}
	if stubbed(at) {
		return true
	}
	s, done := splices(fact, at)
	if (s != nil || !done) && a.guards.guarded(fact.V, at.Block()) {
		return true
	}
	if s != nil {
		a.splices = append(a.splices, s)
	}
	return done
}

func (a *arguments) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

// text follows a text to the query that it is asked in.
type text struct {
	budget *argument.Budget
	sink   ssa.CallInstruction
}

// asked is the first query that the splice's text comes to, or nil.
func asked(p *flow.Package, s *splice, budget *argument.Budget) ssa.CallInstruction {
	t := &text{budget: budget}
	r := flow.NewRun(p, t)
	f := r.Root(&flow.Source{Pos: s.at.Pos()}, s.at.Parent())
	if s.builder {
		f.Write(s.text, "", flow.Data, s.at, nil)
	} else {
		f.Add(flow.Fact{V: s.text}, nil)
	}
	r.Drain()
	return t.sink
}

func (t *text) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	if t.sink != nil || t.budget.Spent() || harmlessType(fact) || stops(f.Package(), at) {
		return true
	}
	if site, ok := at.(ssa.CallInstruction); ok {
		if q := queryOf(site); q != nil && q == fact.V {
			t.sink = site
		}
	}
	return stubbed(at)
}

func (t *text) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return t.sink != nil }

// harmlessType says whether what the fact speaks of is a number or a bool,
// which cannot hold a quote.
func harmlessType(fact flow.Fact) bool {
	v := fact.V
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	t := v.Type()
	if fact.Path != "" {
		t = flow.TypeAt(t, fact.Path)
	}
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 && b.Kind() != types.Uint8 && b.Kind() != types.Int32
}

// stubbed says whether the instruction hands its value to the ledger or to the
// client: no query text comes back from there.
func stubbed(at ssa.Instruction) bool {
	site, ok := at.(ssa.CallInstruction)
	if !ok {
		_, branch := at.(*ssa.If)
		return branch
	}
	if _, ok := flow.StubCall(site.Common()); ok {
		return true
	}
	fn := flow.Callee(site.Common())
	return fabric.IsSuccess(fn) || fabric.IsError(fn)
}

// stops says whether a call makes something harmless of the fact, or something
// that is not known.
func stops(p *flow.Package, at ssa.Instruction) bool {
	site, ok := at.(ssa.CallInstruction)
	if !ok || len(p.Callees(site)) > 0 {
		return false
	}
	if _, ok := flow.StubCall(site.Common()); ok {
		return false
	}
	fn := flow.Callee(site.Common())
	if fn == nil { // a function value that nobody knows
		_, builtin := site.Common().Value.(*ssa.Builtin)
		return !builtin
	}
	switch path(fn) {
	case "strings", "bytes", "fmt", "io", "bufio", "slices":
		return false
	case "encoding/json":
		return !strings.HasPrefix(fn.Name(), "Unmarshal") && fn.Name() != "Decode" && fn.Name() != "NewDecoder"
	}
	return true
}

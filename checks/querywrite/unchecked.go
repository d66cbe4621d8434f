package querywrite

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// unchecked finds the rich and history queries whose results writes depend on.
func unchecked(p *ops.Package) []analysis.Diagnostic {
	r := flow.NewRun(p.Flow, follower{})
	var sources []*flow.Source
	for _, f := range p.Funcs {
		for _, e := range f.Events {
			if !e.Direct || e.Paged || e.Private || e.Kind != ops.Rich && e.Kind != ops.History {
				continue
			}
			if result := iterator(e.Site); result != nil {
				src := &flow.Source{Name: e.Name, Pos: e.Site.Pos()}
				r.Root(src, f.Fn).Add(flow.Fact{V: result}, nil)
				sources = append(sources, src)
			}
		}
	}
	r.Drain()
	written := guarded(p)
	var list []analysis.Diagnostic
	for _, src := range sources {
		if d, ok := depends(p, src, written); ok {
			list = append(list, d)
		}
	}
	return list
}

// follower lets the engine follow, and follows itself what a chaincode's own
// function answers with to another one of its functions.
type follower struct{}

func (follower) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, step *flow.Step) bool {
	if site, ok := at.(*ssa.Call); ok && fabric.IsSuccess(flow.Callee(site.Common())) {
		f.Add(flow.Fact{V: site, Path: "/Payload", Kind: fact.Kind}, step)
	}
	return false
}

func (follower) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

// iterator is the first result of a query.
func iterator(site ssa.CallInstruction) ssa.Value {
	v := site.Value()
	if v == nil {
		return nil
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == 0 {
			return x
		}
	}
	return nil
}

// guarded has, for each query, a write that comes after it in the function that
// asks, or in one that calls it.
func guarded(p *ops.Package) map[token.Pos]*ops.Event {
	found := map[token.Pos]*ops.Event{}
	for _, f := range p.Funcs {
		puts := f.Puts()
		for _, q := range f.Events {
			at := q.Stub()
			if q.Kind != ops.Rich && q.Kind != ops.History || !at.IsValid() || found[at] != nil {
				continue
			}
			for _, w := range q.Near(puts) {
				if w.Site != q.Site && f.After(q, w) {
					found[at] = w
					break
				}
			}
		}
	}
	return found
}

// depends puts a query that a write depends on into words.
func depends(p *ops.Package, src *flow.Source, written map[token.Pos]*ops.Event) (analysis.Diagnostic, bool) {
	d := report.Diagnostic{
		Pos: src.Pos, Severity: report.Warning,
		Hint: "keep an index by composite keys (CreateCompositeKey, GetState, GetStateByPartialCompositeKey): those reads are checked at commit",
	}
	where := src.Name + " at " + p.Flow.At(src.Pos)
	const why = ", and the peer does not make the query again at commit: what others change meanwhile goes unnoticed"
	if hit := src.Touched(flow.Reaches, fabric.Write); hit != nil {
		d.Message = where + " feeds " + hit.Name + " at " + p.Flow.At(hit.Pos) + hit.Through() + why
		d.Related = hit.Related()
		return d.Analysis(), true
	}
	if hit := src.Touched(flow.Decides, fabric.Write); hit != nil {
		d.Message = where + " decides " + hit.Name + " at " + p.Flow.At(hit.Pos) + hit.Through() + why
		d.Related = hit.Related()
		return d.Analysis(), true
	}
	if w := written[src.Pos]; w != nil && guards(src) {
		d.Message = where + " decides whether " + w.String() + " comes about" + why
		d.Related = w.Related("written here")
		return d.Analysis(), true
	}
	return analysis.Diagnostic{}, false
}

// guards says whether the result decides that the transaction fails.
func guards(src *flow.Source) bool {
	for class := fabric.None; class <= fabric.Range; class++ {
		if src.Touched(flow.Fails, class) != nil {
			return true
		}
	}
	return false
}

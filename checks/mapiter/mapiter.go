package mapiter

import (
	_ "embed"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports map order in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "mapiter",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Flags:    profile.Flags("mapiter"),
	Run:      run,
}

// The kinds of facts beside flow's: Data depends on the order.
const (
	// elem is computed from one entry of the map. It is as good as any other
	// value, as long as it is used for this entry.
	elem = flow.Own + iota
	// seq is a sequence in map order; its entries are those of the map.
	seq
)

// tracer follows map order through one package.
type tracer struct {
	p   *flow.Package
	run *flow.Run
	// loops are judged when all element facts are known; a judged loop may
	// lead to others.
	loops []*loop
	// carried are the places that a loop leaves in map order, and the loops.
	carried map[carriedKey][]*loop
	sorts   map[*ssa.Function][]*sorting
	// keyFields are the struct fields that hold a map's key: comparing them
	// is a total order.
	keyFields map[*types.Var]bool
	partial   map[*flow.Source]*sorting
}

type carriedKey struct {
	frame *flow.Frame
	place flow.Place
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	t := &tracer{
		p: p, carried: map[carriedKey][]*loop{}, sorts: map[*ssa.Function][]*sorting{},
		keyFields: map[*types.Var]bool{}, partial: map[*flow.Source]*sorting{},
	}
	t.run = flow.NewRun(p, t)
	sources := t.seed()
	t.run.Drain()
	for i := 0; i < len(t.loops); i++ {
		t.judge(t.loops[i])
		t.run.Drain()
	}
	var list []analysis.Diagnostic
	for _, src := range sources {
		if hit := src.Best(); hit != nil && hit.Manner != flow.Fails {
			list = append(list, t.diagnose(src, hit))
		}
	}
	report.All(pass, list)
	return nil, nil
}

// seed finds what yields the entries of a map.
func (t *tracer) seed() []*flow.Source {
	var sources []*flow.Source
	source := func(pos token.Pos) *flow.Source {
		src := &flow.Source{Name: "map order", Pos: pos}
		sources = append(sources, src)
		return src
	}
	for _, fn := range t.p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Next:
					if l := flow.LoopAt(b); l != nil && !instr.IsString {
						t.mapLoop(source(instr.Iter.(*ssa.Range).Pos()), l, instr)
					}
				case *ssa.Call:
					t.seedCall(instr, source)
				}
			}
		}
	}
	return sources
}

// mapLoop starts at a range over a map.
func (t *tracer) mapLoop(src *flow.Source, natural *flow.Loop, next *ssa.Next) {
	l := t.loop(t.run.Root(src, next.Parent()), natural, src.Pos)
	for _, ref := range *next.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index > 0 {
			l.enter(x, x.Index == 1)
		}
	}
}

// seedCall starts at a call that lists a map's entries.
func (t *tracer) seedCall(call *ssa.Call, source func(token.Pos) *flow.Source) {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return
	}
	switch path, name := fn.Pkg().Path(), fn.Name(); {
	case (path == "maps" || path == "golang.org/x/exp/maps" || path == "github.com/samber/lo") &&
		(name == "Keys" || name == "Values" || name == "All" && path == "maps"),
		path == "reflect" && name == "MapKeys":
		t.run.Root(source(call.Pos()), call.Parent()).Add(flow.Fact{V: call, Kind: seq}, nil)
	case path == "sync" && name == "Range" && len(call.Common().Args) == 2:
		t.yields(t.run.Root(source(call.Pos()), call.Parent()), call, call.Common().Args[1])
	case path == "reflect" && name == "Next":
		t.reflectLoop(call, source)
	}
}

// reflectLoop starts at iter.Next() of a reflect.MapIter that heads a loop.
func (t *tracer) reflectLoop(next *ssa.Call, source func(token.Pos) *flow.Source) {
	natural := flow.LoopAt(next.Block())
	if natural == nil {
		return
	}
	l := t.loop(t.run.Root(source(next.Pos()), next.Parent()), natural, next.Pos())
	for _, ref := range *next.Common().Args[0].Referrers() {
		call, ok := ref.(*ssa.Call)
		if ok && natural.Blocks[call.Block()] && call != next {
			l.enter(call, flow.Callee(call.Common()).Name() == "Key")
		}
	}
}

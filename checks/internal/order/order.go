package order

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Analyzer follows orders through a package. Its result is a *Result, nil
// where the package holds no chaincode.
var Analyzer = &analysis.Analyzer{
	Name:       "chaincodeorder",
	Doc:        "find what comes in an order that nobody chose, for the checks",
	Requires:   []*analysis.Analyzer{flow.Machine},
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(Ordering)},
}

// Origin is what an order comes from.
type Origin int

const (
	Map        Origin = iota // a map's entries
	Goroutines               // goroutines that run at once
	Select                   // the case of a select that is ready first
)

// Finding is an order that touches a sink.
type Finding struct {
	Origin Origin
	Source *flow.Source
	Hit    *flow.Hit
	// Ties is the sort on the way that leaves equal entries in this order, or
	// nil.
	Ties *Sort
}

// Result is what is known of one package.
type Result struct {
	P        *flow.Package
	Findings []Finding
}

// The kinds of facts beside flow's: Data depends on the order.
const (
	// elem is computed from one entry of the map. It is as good as any other
	// value, as long as it is used for this entry.
	elem = flow.Own + iota
	// seq is a sequence in this order; its entries are those of the map.
	seq
)

// tracer follows orders through one package.
type tracer struct {
	p    *flow.Package
	run  *flow.Run
	pass *analysis.Pass
	// sources are the orders that were found, in the order of the source.
	sources []origin
	// loops are judged when all element facts are known; a judged loop may
	// lead to others.
	loops []*loop
	// carried are the places that a loop leaves in this order, and the loops.
	carried map[carriedKey][]*loop
	sorts   map[*ssa.Function][]*Sort
	// keyFields are the struct fields that hold a map's key: comparing them
	// is a total order.
	keyFields map[*types.Var]bool
	ties      map[*flow.Source]*Sort
	// rivals are what goroutines store; filled when the first is judged, when
	// all that they compute is known.
	rivals map[rival][]rivalStore
	// innermost are the loops that were looked for.
	innermost map[*ssa.BasicBlock]*flow.Loop
}

type origin struct {
	kind Origin
	src  *flow.Source
}

type carriedKey struct {
	frame *flow.Frame
	place flow.Place
}

func run(pass *analysis.Pass) (any, error) {
	exportOrderings(pass)
	p := pass.ResultOf[flow.Machine].(*flow.Package)
	if p == nil {
		return (*Result)(nil), nil
	}
	t := &tracer{
		p: p, pass: pass, carried: map[carriedKey][]*loop{}, sorts: map[*ssa.Function][]*Sort{},
		keyFields: map[*types.Var]bool{}, ties: map[*flow.Source]*Sort{}, innermost: map[*ssa.BasicBlock]*flow.Loop{},
	}
	t.run = flow.NewRun(p, t)
	t.seed()
	t.run.Drain()
	for i := 0; i < len(t.loops); i++ {
		t.judge(t.loops[i])
		t.run.Drain()
	}
	result := &Result{P: p}
	for _, o := range t.sources {
		if hit := o.src.Best(); hit != nil && hit.Manner != flow.Fails {
			result.Findings = append(result.Findings, Finding{o.kind, o.src, hit, t.ties[o.src]})
		}
	}
	return result, nil
}

// The reasons why a sink within a loop depends on the order.
const (
	InOrder   = "in order"
	SameKey   = "same key"
	EndsEarly = "ends early"
)

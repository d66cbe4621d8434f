package crash

import (
	_ "embed"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports what ends the chaincode's process within a transaction.
var Analyzer = &analysis.Analyzer{
	Name:      "crash",
	Doc:       manual.Of(doc),
	Requires:  []*analysis.Analyzer{flow.Analyzer},
	FactTypes: []analysis.Fact{(*behaviour)(nil)},
	Run:       run,
}

// finder looks for crashes in one package.
type finder struct {
	pass *analysis.Pass
	p    *flow.Package

	entries map[*ssa.Function]flow.Entry
	reached map[*ssa.Function]bool // by some transaction
	certain map[*ssa.Function]bool // by one that is no framework's
	bare    map[*ssa.Function]bool // with nothing on the way that recovers
	from    map[*ssa.Function]*ssa.Function
	safe    map[*ssa.Function]bool // with a deferred recover
	// support is set for packages that serve tests.
	support bool

	known   map[*ssa.Function]*lengths
	reading map[*ssa.Function]bool
	answers map[question]int
	kept    map[*ssa.Alloc]map[int][]*ssa.Store
	spent   int

	asked   map[asked]bool
	lists   []*short
	byPlace map[ssa.Instruction]*short
	needs   map[*ssa.Function][]demand
	texts   map[token.Pos]string
}

// servesTests says whether pkg is for tests, by its imports or its path: what
// carries a stub in it is no transaction.
func servesTests(pkg *types.Package) bool {
	for _, imp := range pkg.Imports() {
		if imp.Path() == "testing" {
			return true
		}
	}
	for element := range strings.SplitSeq(pkg.Path(), "/") {
		if element == "testing" || element == "testutil" || element == "testutils" || strings.HasPrefix(element, "mock") || element == "fakes" {
			return true
		}
	}
	return false
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		outside(pass)
		return nil, nil
	}
	f := &finder{
		pass: pass, p: p, entries: p.Transactions(), from: map[*ssa.Function]*ssa.Function{}, safe: map[*ssa.Function]bool{},
		known: map[*ssa.Function]*lengths{}, reading: map[*ssa.Function]bool{}, answers: map[question]int{},
		kept: map[*ssa.Alloc]map[int][]*ssa.Store{}, asked: map[asked]bool{},
		byPlace: map[ssa.Instruction]*short{}, needs: map[*ssa.Function][]demand{},
	}
	f.support = servesTests(pass.Pkg)
	f.findReach()
	for _, fn := range p.Funcs {
		f.measure(fn)
	}
	var list []analysis.Diagnostic
	list = append(list, f.shortLists()...)
	list = append(list, f.ends()...)
	list = append(list, f.values()...)
	f.export()
	report.All(pass, list)
	return nil, nil
}

package walltime

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports the wall clock in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "walltime",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	r := flow.NewRun(p, clock{})
	sources := seed(r)
	r.Drain()
	var list []analysis.Diagnostic
	for _, src := range sources {
		if hit := src.Best(); hit != nil {
			list = append(list, diagnose(p, src, hit))
		}
	}
	report.All(pass, list)
	return nil, nil
}

// seed starts at every call of a clock, and wherever a clock's function is
// used as a value.
func seed(r *flow.Run) []*flow.Source {
	var sources []*flow.Source
	for _, fn := range r.P.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(*ssa.Call); ok && isClock(flow.Callee(site.Common())) {
					src := &flow.Source{Name: name(flow.Callee(site.Common())), Pos: site.Pos()}
					r.Root(src, fn).Add(flow.Fact{V: site}, nil)
					sources = append(sources, src)
				}
				if src := value(r, fn, instr); src != nil {
					sources = append(sources, src)
				}
			}
		}
	}
	return sources
}

// value seeds a clock's function that instr uses without calling it:
// issuer{now: time.Now}.
func value(r *flow.Run, fn *ssa.Function, instr ssa.Instruction) *flow.Source {
	for i, op := range instr.Operands(nil) {
		clock, ok := (*op).(*ssa.Function)
		if !ok {
			continue
		}
		obj, _ := clock.Object().(*types.Func)
		if site, call := instr.(ssa.CallInstruction); !isClock(obj) || call && i == 0 && !site.Common().IsInvoke() {
			continue
		}
		src := &flow.Source{Name: name(obj), Pos: report.Place(instr)}
		r.Root(src, fn).Use(flow.Fact{V: clock}, instr, nil)
		return src
	}
	return nil
}

// isClock says whether fn tells the time of the machine it runs on.
func isClock(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	path := fabric.Unvendored(fn.Pkg().Path())
	if fn.Signature().Recv() != nil {
		return isClockPackage(path) && (fn.Name() == "Now" || fn.Name() == "Since" || fn.Name() == "Until")
	}
	switch path {
	case "time":
		switch fn.Name() {
		case "Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker":
			return true
		}
	case "google.golang.org/protobuf/types/known/timestamppb":
		return fn.Name() == "Now"
	case "github.com/golang/protobuf/ptypes":
		return fn.Name() == "TimestampNow"
	}
	return false
}

// isClockPackage says whether path is a well-known package that puts an
// interface before the wall clock, so that tests can turn it.
func isClockPackage(path string) bool {
	switch path {
	case "github.com/benbjohnson/clock", "github.com/jonboulle/clockwork", "github.com/facebookgo/clock",
		"code.cloudfoundry.org/clock", "k8s.io/utils/clock":
		return true
	}
	return false
}

func name(fn *types.Func) string { return fn.Pkg().Name() + "." + fn.Name() }

// clock lets the engine follow, but for one thing: time.Since is a source by
// itself, so that what it is given adds nothing.
type clock struct{}

func (clock) Use(_ *flow.Frame, _ flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	site, ok := at.(ssa.CallInstruction)
	return ok && isClock(flow.Callee(site.Common()))
}

func (clock) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

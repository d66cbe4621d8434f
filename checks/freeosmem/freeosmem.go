package freeosmem

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports transactions that drive the garbage collector.
var Analyzer = &analysis.Analyzer{
	Name:     "freeosmem",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

// collectors are the functions that collect at once, or change for the whole
// process when to.
var collectors = [...]struct{ path, name, does string }{
	{"runtime/debug", "FreeOSMemory", "collects garbage at once and gives memory back that the next transaction asks for again"},
	{"runtime", "GC", "collects garbage at once, and holds up every transaction that runs"},
	{"runtime/debug", "SetGCPercent", "changes when the whole process collects garbage, and collects at once"},
	{"runtime/debug", "SetMemoryLimit", "changes when the whole process collects garbage"},
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	runs := p.Runs()
	var list []analysis.Diagnostic
	for _, fn := range p.Funcs {
		if !runs[fn] {
			continue
		}
		for _, c := range collectors {
			for _, site := range flow.Calls(fn, c.path, c.name) {
				d := report.Diagnostic{
					Pos: site.Pos(), Severity: report.Notice,
					Message: flow.Callee(site.Common()).Pkg().Name() + "." + c.name + " in a transaction " + c.does,
					Hint:    "leave it to the runtime: set GOMEMLIMIT to what the container has, or call it once in main",
				}
				list = append(list, d.Analysis())
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

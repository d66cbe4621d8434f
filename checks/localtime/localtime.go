package localtime

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports the container's time zone in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "localtime",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("localtime"),
	Run:      run,
}

// The kinds of facts beside flow's: Data is text or a number that the zone is
// in.
const (
	// reading is a moment that all agree on, read in the local zone.
	reading = flow.Own + iota
	// moment is a local reading that all agree on, as a moment: midnight.
	moment
)

// place is a call that brings the local zone in.
type place struct {
	site   ssa.CallInstruction
	name   string
	kind   flow.Kind
	source *flow.Source
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Machine].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	list := agreed(p, find(p))
	r := flow.NewRun(p, tracer{p})
	r.Expect(len(list))
	for _, at := range list {
		r.Root(at.source, at.site.Parent()).Results(at.site, at.kind, nil)
	}
	r.Drain()
	var found []analysis.Diagnostic
	for _, at := range list {
		if hit := at.source.Best(); hit != nil && hit.Manner != flow.Fails && !library(hit) {
			found = append(found, diagnose(pass, p, at, hit))
		}
	}
	report.All(pass, found)
	return nil, nil
}

// find lists the calls that bring the local zone in.
func find(p *flow.Package) (list []*place) {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok || site.Value() == nil {
					continue
				}
				if name, kind := local(site.Common()); name != "" {
					list = append(list, &place{site, name, kind, &flow.Source{Name: name, Pos: site.Pos()}})
				}
			}
		}
	}
	return list
}

// local names the call where its result is in the local zone: documentation of
// package time, on Unix, Local, In, Date and ParseInLocation.
func local(call *ssa.CallCommon) (name string, kind flow.Kind) {
	fn := flow.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "time" {
		return "", 0
	}
	args := flow.Arguments(call)
	if flow.Receiver(call) != nil {
		switch {
		case fn.Name() == "Local" && len(args) == 0:
			return "time.Time.Local", reading
		case fn.Name() == "In" && isLocal(args[0]):
			return "time.Time.In(time.Local)", reading
		}
		return "", 0
	}
	switch fn.Name() {
	case "Unix", "UnixMilli", "UnixMicro":
		return "time." + fn.Name(), reading
	case "Date", "ParseInLocation":
		if isLocal(args[len(args)-1]) {
			return "time." + fn.Name() + "(..., time.Local)", moment
		}
	}
	return "", 0
}

// isLocal says whether v is time.Local.
func isLocal(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg.Pkg.Path() == "time" && g.Name() == "Local"
}

// agreed leaves out what is made of the wall clock: walltime's business.
func agreed(p *flow.Package, list []*place) (rest []*place) {
	if len(list) == 0 {
		return nil
	}
	clock := clock{map[ssa.Instruction]bool{}}
	for _, at := range list {
		clock.met[at.site] = false
	}
	r := flow.NewRun(p, clock)
	flow.Seed(r, origin.Clock)
	r.Drain()
	for _, at := range list {
		if !clock.met[at.site] {
			rest = append(rest, at)
		}
	}
	return rest
}

// clock notes which calls the wall clock comes to.
type clock struct{ met map[ssa.Instruction]bool }

func (c clock) Use(_ *flow.Frame, _ flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	if _, ok := c.met[at]; ok {
		c.met[at] = true
	}
	return false
}

func (clock) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

// library says whether all that is known is that a function returns it which a
// transaction may call, from a package that we do not see.
func library(hit *flow.Hit) bool { return hit.Class == fabric.Response && hit.Likely }

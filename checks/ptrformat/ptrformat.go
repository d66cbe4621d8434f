package ptrformat

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/format"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports addresses in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "ptrformat",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("ptrformat"),
	Run:      run,
}

// printing is a call of fmt that prints an address.
type printing struct {
	site   ssa.CallInstruction
	call   format.Call
	arg    format.Argument
	shows  format.Shows
	source *flow.Source
	text   words
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Machine].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	r := flow.NewRun(p, flow.Follow{})
	list := find(p)
	r.Expect(len(list))
	for _, at := range list {
		root := r.Root(at.source, at.site.Parent())
		if at.call.Writer != nil {
			root.Write(at.call.Writer, "", flow.Data, at.site, nil)
			continue
		}
		root.Results(at.site, flow.Data, nil)
	}
	r.Drain()
	var found []analysis.Diagnostic
	for _, at := range list {
		if hit := at.source.Best(); hit != nil && hit.Manner != flow.Fails {
			found = append(found, diagnose(p, at, hit))
		}
	}
	report.All(pass, found)
	return nil, nil
}

// find lists the calls whose text holds an address, by the types of what they
// are given.
func find(p *flow.Package) (list []*printing) {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				call, ok := format.Of(site)
				if !ok || call.Writer != nil && process(call.Writer) {
					continue
				}
				at := printing{site: site, call: call}
				for _, arg := range call.Arguments {
					if shows, of := format.Printed(arg.Type, arg.Verb, arg.Sharp); shows > at.shows {
						at.arg, at.shows, at.text = arg, shows, name(p, site, arg, of)
					}
				}
				if at.shows > format.Nothing {
					at.source = &flow.Source{Name: at.text.what, Pos: site.Pos()}
					list = append(list, &at)
				}
			}
		}
	}
	return list
}

// process says whether the writer is the process's own output: a variable of
// package os.
func process(v ssa.Value) bool {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg.Pkg.Path() == "os"
}

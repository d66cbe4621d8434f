package codecorder

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports encodings that are not canonical in what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "codecorder",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

// The kinds of facts beside flow's: Data is in random order.
const (
	// spaced is text whose spaces are those of one build.
	spaced = flow.Own + iota
)

// encoding is a call whose bytes are not the same for the same value.
type encoding struct {
	site ssa.CallInstruction
	into ssa.Value // where the bytes go, nil where they are the result
	kind flow.Kind
	// what and hint are for the message: what is wrong, and its cure.
	what, hint string
	source     *flow.Source
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	f := &finder{p: p}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok {
					f.call(site)
				}
			}
		}
	}
	f.numbered()
	r := flow.NewRun(p, tracer{})
	r.Expect(len(f.list))
	for _, e := range f.list {
		e.source = &flow.Source{Name: e.what, Pos: e.site.Pos()}
		root := r.Root(e.source, e.site.Parent())
		if e.into != nil {
			root.Write(e.into, "", e.kind, e.site, nil)
		} else {
			root.Results(e.site, e.kind, nil)
		}
	}
	r.Drain()
	var list []analysis.Diagnostic
	for _, e := range f.list {
		if hit := e.source.Best(); hit != nil && hit.Manner != flow.Fails {
			list = append(list, diagnose(p, e, hit))
		}
	}
	list = append(list, compared(p)...)
	report.All(pass, list)
	return nil, nil
}

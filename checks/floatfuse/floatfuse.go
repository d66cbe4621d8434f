package floatfuse

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports floating-point results that depend on the architecture in
// what endorsers sign.
var Analyzer = &analysis.Analyzer{
	Name:     "floatfuse",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Machine},
	Flags:    profile.Flags("floatfuse"),
	Run:      run,
}

// rounding is a place whose result depends on the architecture.
type rounding struct {
	value  ssa.Value
	what   string
	hint   string
	fixes  []analysis.SuggestedFix
	source *flow.Source
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Machine].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	list := find(p)
	if len(list) == 0 {
		return nil, nil
	}
	sums := read(pass)
	r := flow.NewRun(p, flow.Follow{})
	r.Expect(len(list))
	var kept []*rounding
	for _, at := range list {
		if sum, ok := at.value.(*ssa.BinOp); ok {
			if !sums.fusable(sum) {
				continue
			}
			at.what = sums.text(sum.Pos()) + " may be rounded once or twice"
			at.hint = "round the product first, as in float64(x*y) + z, or count in integers: " + where
			at.fixes = sums.fix(sum.Pos())
		}
		kept = append(kept, at)
		at.source = &flow.Source{Name: at.what, Pos: report.Place(at.value.(ssa.Instruction))}
		root := r.Root(at.source, at.value.Parent())
		if call, ok := at.value.(*ssa.Call); ok {
			root.Results(call, flow.Data, nil)
		} else {
			root.Add(flow.Fact{V: at.value}, nil)
		}
	}
	r.Drain()
	var found []analysis.Diagnostic
	for _, at := range kept {
		if hit := at.source.Best(); hit != nil && hit.Manner != flow.Fails && !library(hit) {
			found = append(found, diagnose(p, at, hit))
		}
	}
	report.All(pass, found)
	return nil, nil
}

// find lists the sums of products and the calls of package math that an
// architecture may compute in its own way.
func find(p *flow.Package) (list []*rounding) {
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.BinOp:
					if (instr.Op == token.ADD || instr.Op == token.SUB) && isFloat(instr.Type()) && (product(instr.X) != nil || product(instr.Y) != nil) {
						list = append(list, &rounding{value: instr})
					}
				case *ssa.Call:
					if name := own(instr.Common()); name != "" {
						list = append(list, &rounding{
							value: instr, what: name + " differs in its last bits between architectures",
							hint: "count in integers, or with math/big, whose results are the same everywhere: " + assembly,
						})
					}
				}
			}
		}
	}
	return list
}

const (
	where    = "Go fuses them on arm64, ppc64le, s390x, riscv64 and with GOAMD64=v3, and not on plain amd64"
	assembly = "package math has assembly of its own for some architectures, and Go code that is fused on others"
)

// diagnose puts a hit into words. Endorsers of one architecture agree: a notice.
func diagnose(p *flow.Package, at *rounding, hit *flow.Hit) analysis.Diagnostic {
	d := report.Diagnostic{Pos: at.source.Pos, Severity: report.Notice, Hint: at.hint, Related: hit.Related(), Fixes: at.fixes}
	verb := ", and reaches "
	if hit.Manner == flow.Decides {
		verb = ", and decides "
	}
	d.Message = at.what + verb + hit.Name
	if place := p.PlaceOfSink(hit.Sink); place != "" {
		d.Message += " at " + place
	}
	d.Message += hit.Through()
	return d.Analysis()
}

// library says whether all that is known is that a function returns it which a
// transaction may call, from a package that we do not see.
func library(hit *flow.Hit) bool { return hit.Class == fabric.Response && hit.Likely }

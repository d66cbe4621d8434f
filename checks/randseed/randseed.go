package randseed

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports seeds of a source that all transactions share.
var Analyzer = &analysis.Analyzer{
	Name:     "randseed",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	var seeds []*ssa.Call
	var draws []ssa.CallInstruction
	for _, fn := range p.Funcs {
		if !p.Reached(fn) || fn.Name() == "init" || fn.Name() == "main" {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				if call, ok := instr.(*ssa.Call); ok && (isGlobal(call.Common(), "Seed") || shared(call.Common()) != nil) {
					seeds = append(seeds, call)
				} else if name := global(site.Common()); name != "" && draw[name] {
					draws = append(draws, site)
				}
			}
		}
	}
	var list []analysis.Diagnostic
	for _, seed := range seeds {
		if g := shared(seed.Common()); g != nil {
			list = append(list, variable(seed, g))
		} else {
			list = append(list, diagnose(pass, p, seed, draws))
		}
	}
	report.All(pass, list)
	return nil, nil
}

// draw are the functions of math/rand that draw from its global source, each
// of which *rand.Rand has as a method.
var draw = map[string]bool{
	"ExpFloat64": true, "Float32": true, "Float64": true, "Int": true, "Int31": true, "Int31n": true, "Int63": true, "Int63n": true,
	"Intn": true, "NormFloat64": true, "Perm": true, "Read": true, "Shuffle": true, "Uint32": true, "Uint64": true,
}

// global is the name of the function of math/rand that is called, or "".
func global(call *ssa.CallCommon) string {
	fn := flow.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "math/rand" || fn.Signature().Recv() != nil {
		return ""
	}
	return fn.Name()
}

func isGlobal(call *ssa.CallCommon, name string) bool { return global(call) == name }

// shared is the package variable whose source the call seeds, or nil.
func shared(call *ssa.CallCommon) *ssa.Global {
	fn := flow.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "math/rand" || fn.Name() != "Seed" || flow.Receiver(call) == nil {
		return nil
	}
	load, ok := flow.Receiver(call).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	g, _ := load.X.(*ssa.Global)
	return g
}

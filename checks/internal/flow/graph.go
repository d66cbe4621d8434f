package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// callGraph says who calls whom within the package. A call through an
// interface may reach every method of the package's types that fits; a call
// of a function value every function of its signature whose value is taken.
type callGraph struct {
	callees map[ssa.CallInstruction][]*ssa.Function
	callers map[*ssa.Function][]ssa.CallInstruction
	// makers are the places where a closure is made, or a function's value
	// taken.
	makers map[*ssa.Function][]ssa.Instruction
}

// graph builds the call graph. Bound methods and other wrappers that the SSA
// builder makes join p.Funcs, so that values are followed through them.
func (p *Package) graph() *callGraph {
	g := &callGraph{
		callees: map[ssa.CallInstruction][]*ssa.Function{},
		callers: map[*ssa.Function][]ssa.CallInstruction{},
		makers:  map[*ssa.Function][]ssa.Instruction{},
	}
	known := map[*ssa.Function]bool{}
	for _, fn := range p.Funcs {
		known[fn] = true
	}
	for i := 0; i < len(p.Funcs); i++ { // wrappers join while we go
		for _, fn := range g.taken(p.Funcs[i]) {
			if !known[fn] && fn.Blocks != nil && fn.Synthetic != "" && !p.InTest(fn.Pos()) {
				known[fn] = true
				p.Funcs = append(p.Funcs, fn)
			}
		}
	}
	var bySignature typeutil.Map // of []*ssa.Function
	for _, fn := range p.Funcs {
		if len(g.makers[fn]) > 0 {
			list, _ := bySignature.At(signature(fn.Signature)).([]*ssa.Function)
			bySignature.Set(signature(fn.Signature), append(list, fn))
		}
	}
	methods := p.methods()
	for _, fn := range p.Funcs {
		for _, site := range Sites(fn) {
			g.resolve(site, known, methods, &bySignature)
		}
	}
	return g
}

// signature is sig without its receiver, as the value of a method has it.
func signature(sig *types.Signature) *types.Signature {
	return types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
}

// taken records and returns the functions that fn uses as values.
func (g *callGraph) taken(fn *ssa.Function) []*ssa.Function {
	var list []*ssa.Function
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, isCall := instr.(ssa.CallInstruction)
			for _, op := range instr.Operands(nil) {
				f, ok := (*op).(*ssa.Function)
				if !ok || isCall && op == &site.Common().Value {
					if ok {
						list = append(list, Generic(f))
					}
					continue
				}
				f = Generic(f)
				g.makers[f] = append(g.makers[f], instr)
				list = append(list, f)
			}
		}
	}
	return list
}

// Generic is the generic function behind an instance: the bodies of instances
// are not built.
func Generic(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// Sites are the calls in fn, in the order of its blocks.
func Sites(fn *ssa.Function) []ssa.CallInstruction {
	var list []ssa.CallInstruction
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok {
				list = append(list, site)
			}
		}
	}
	return list
}

func (g *callGraph) resolve(site ssa.CallInstruction, known map[*ssa.Function]bool,
	methods map[string][]*ssa.Function, bySignature *typeutil.Map,
) {
	common := site.Common()
	var targets []*ssa.Function
	switch {
	case common.IsInvoke():
		if fabric.IsStub(common.Value.Type()) {
			return // a mock of the stub in the same package is not the stub
		}
		iface, _ := common.Value.Type().Underlying().(*types.Interface)
		for _, m := range methods[common.Method.Name()] {
			if iface != nil && types.Implements(m.Signature.Recv().Type(), iface) {
				targets = append(targets, m)
			}
		}
	case common.StaticCallee() != nil:
		targets = []*ssa.Function{Generic(common.StaticCallee())}
	default:
		if _, builtin := common.Value.(*ssa.Builtin); builtin {
			return
		}
		targets, _ = bySignature.At(signature(common.Signature())).([]*ssa.Function)
	}
	for _, fn := range targets {
		if known[fn] {
			g.callees[site] = append(g.callees[site], fn)
			g.callers[fn] = append(g.callers[fn], site)
		}
	}
}

// methods are the package's methods by name, in source order.
func (p *Package) methods() map[string][]*ssa.Function {
	m := map[string][]*ssa.Function{}
	for _, fn := range p.Funcs {
		if fn.Signature.Recv() != nil {
			m[fn.Name()] = append(m[fn.Name()], fn)
		}
	}
	return m
}

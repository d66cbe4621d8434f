package privateargs

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// element is one argument in one function: a parameter of a transaction, or
// args[1] of a shim's chaincode.
type element struct {
	fn    *ssa.Function
	name  string
	fact  flow.Fact
	index string // of args[1], and where it is taken; else empty
	block *ssa.BasicBlock
}

// same says whether both are the same argument on one way through the function.
// What is args[2] in one case of a switch is another argument in the next.
func (e element) same(f element) bool {
	return e.block != nil && f.block != nil && e.fn == f.fn && e.index == f.index &&
		(e.block.Dominates(f.block) || f.block.Dominates(e.block))
}

// elements are the arguments of transactions that are ordered, one by one.
// Lists of arguments are followed to where one of them is taken.
func elements(p *flow.Package, seeds []argument.Seed) []element {
	var list []element
	taken := &taker{seen: map[ssa.Value]bool{}}
	r := flow.NewRun(p, taken)
	for _, seed := range seeds {
		if seed.Likely || seed.Evaluated {
			continue
		}
		if seed.Fact.Path == "" && !isList(seed.Fact.V.Type()) {
			if _, plain := seed.Fact.V.Type().Underlying().(*types.Basic); !plain {
				seed.Fact.Kind = parsed
			}
			list = append(list, element{fn: seed.Fn, name: argument.Name(seed.Fact.V), fact: seed.Fact})
			continue
		}
		r.Root(&flow.Source{Pos: seed.Fact.V.Pos()}, seed.Fn).Add(seed.Fact, nil)
	}
	r.Drain()
	return append(list, taken.list...)
}

// isList says whether t is a list of texts.
func isList(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	if b, ok := s.Elem().Underlying().(*types.Basic); ok {
		return b.Kind() == types.String
	}
	inner, ok := s.Elem().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := inner.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// taker stops lists where an element is taken out of them.
type taker struct {
	list []element
	seen map[ssa.Value]bool
}

func (t *taker) Use(f *flow.Frame, fact flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	addr, ok := at.(*ssa.IndexAddr)
	if !ok || addr.X != fact.V || !isList(addr.X.Type()) {
		return argument.Ends(f.Package(), at)
	}
	index := "..."
	if c, ok := addr.Index.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Int {
		index = c.Value.ExactString()
	}
	if !t.seen[addr] {
		t.seen[addr] = true
		t.list = append(t.list, element{
			fn: f.Fn, name: argument.Name(addr), fact: flow.Fact{V: addr}, index: index, block: addr.Block(),
		})
	}
	return true
}

func (*taker) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

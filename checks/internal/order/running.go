package order

import (
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// running follows what a round sees of the rounds before it: the number of the
// entry, the sum so far.
func (t *tracer) running(l *loop, u *update) {
	for _, b := range l.natural.Header.Parent().Blocks {
		if !l.natural.Blocks[b] {
			continue
		}
		for _, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok && u.chain[v] {
				continue
			}
			for _, op := range instr.Operands(nil) {
				if *op != nil && u.chain[*op] && !harmless(l, instr, *op) {
					l.outer.Use(flow.Fact{V: *op}, instr, nil)
				}
			}
		}
	}
}

// harmless says whether instr only steers the loop, or takes a place in a
// slice that is judged by what is put there.
func harmless(l *loop, instr ssa.Instruction, v ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.IndexAddr:
		return instr.Index == v
	case *ssa.Index:
		return instr.Index == v
	case *ssa.BinOp:
		return instr.Block() == l.natural.Header
	}
	return false
}

package argument

import "github.com/tallystick/tallystick/checks/internal/flow"

// Budget is how many steps a check goes for one package. Real chaincode needs a
// small part of it; it keeps generated code, where each of thousands of
// arguments runs through thousands of branches, linear in its size.
type Budget struct{ left int }

// The budget of a package: each instruction a few times over.
const (
	least = 1 << 16
	often = 8
)

// NewBudget is the budget for p.
func NewBudget(p *flow.Package) *Budget {
	b := &Budget{least}
	for _, fn := range p.Funcs {
		for _, block := range fn.Blocks {
			b.left += often * len(block.Instrs)
		}
	}
	return b
}

// Spent takes a step and says whether there was none left.
func (b *Budget) Spent() bool {
	b.left--
	return b.left < 0
}

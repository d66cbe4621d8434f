package ops

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// walks remembers what follows what in one function.
type walks struct {
	index map[ssa.Instruction]int
	reach map[*ssa.BasicBlock][]bool
	spent int
	conds map[*ssa.BasicBlock][]condition
}

// The budgets: blocks whose successors are remembered, and blocks visited for
// the other walks of a function.
const (
	remembered = 512
	enough     = 1 << 22
)

// After says whether b may happen after a on some way through the function
// that succeeds.
func (f *Func) After(a, b *Event) bool {
	if _, ok := a.Site.(*ssa.Defer); ok {
		return false
	}
	if _, ok := b.Site.(*ssa.Defer); ok {
		return f.follows(a.Site, b.Site) || f.follows(b.Site, a.Site)
	}
	return f.follows(a.Site, b.Site) && !f.excluded(a, b)
}

// follows says whether control may go from a to b, at least one step.
func (f *Func) follows(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() && f.place(a) < f.place(b) {
		return true
	}
	if f.walks.reach == nil {
		f.walks.reach = map[*ssa.BasicBlock][]bool{}
	}
	reach, ok := f.walks.reach[a.Block()]
	if !ok {
		if len(f.walks.reach) >= remembered {
			return a.Block() != b.Block() && a.Block().Dominates(b.Block())
		}
		reach = f.walk(a.Block(), nil)
		f.walks.reach[a.Block()] = reach
	}
	return reach[b.Block().Index]
}

// walk marks the blocks that come after from, without entering those that are
// barred.
func (f *Func) walk(from *ssa.BasicBlock, barred map[*ssa.BasicBlock]bool) []bool {
	seen := make([]bool, len(f.Fn.Blocks))
	queue := []*ssa.BasicBlock{from}
	for len(queue) > 0 {
		b := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		f.walks.spent++
		for _, s := range b.Succs {
			if !seen[s.Index] && !barred[s] {
				seen[s.Index] = true
				queue = append(queue, s)
			}
		}
	}
	return seen
}

// place is the place of instr within its block.
func (f *Func) place(instr ssa.Instruction) int {
	if f.walks.index == nil {
		f.walks.index = map[ssa.Instruction]int{}
		for _, b := range f.Fn.Blocks {
			for i, instr := range b.Instrs {
				f.walks.index[instr] = i
			}
		}
	}
	return f.walks.index[instr]
}

// unchanged says whether control may go from a to b without passing any of the
// instructions that change something.
func (f *Func) unchanged(a, b ssa.Instruction, changes []ssa.Instruction) bool {
	if len(changes) == 0 {
		return f.follows(a, b)
	}
	behind := a.Block() == b.Block() && f.place(a) < f.place(b)
	if !behind && len(changes) > remembered {
		return false
	}
	barred := map[*ssa.BasicBlock]bool{}
	for _, c := range changes {
		switch {
		case behind:
			if c.Block() == a.Block() && f.place(a) < f.place(c) && f.place(c) < f.place(b) {
				return false
			}
		case c.Block() == a.Block() && f.place(a) < f.place(c):
			return false
		case c.Block() != b.Block() || f.place(c) < f.place(b):
			barred[c.Block()] = true
		}
	}
	if behind {
		return true
	}
	return f.walks.spent < enough && f.walk(a.Block(), barred)[b.Block().Index]
}

// condition is a branch that was taken on the way to a block.
type condition struct {
	cond ssa.Value
	held bool
}

// farthest is how many dominators are looked at for conditions.
const farthest = 100

// conditions are the branches without which b is not come to.
func (f *Func) conditions(b *ssa.BasicBlock) []condition {
	if list, ok := f.walks.conds[b]; ok {
		return list
	}
	var list []condition
	for n, d := 0, b; d.Idom() != nil && n < farthest; n, d = n+1, d.Idom() {
		parent := d.Idom()
		branch, ok := parent.Instrs[len(parent.Instrs)-1].(*ssa.If)
		if !ok || len(d.Preds) != 1 {
			continue
		}
		cond, held := branch.Cond, d == parent.Succs[0]
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			cond, held = not.X, !held
		}
		list = append(list, condition{cond, held})
	}
	if f.walks.conds == nil {
		f.walks.conds = map[*ssa.BasicBlock][]condition{}
	}
	f.walks.conds[b] = list
	return list
}

// excluded says whether the conditions of b rule out that a happened, or that
// it succeeded.
func (f *Func) excluded(a, b *Event) bool {
	if f.afterError(a.Site, b.Site.Block()) {
		return true
	}
	first, second := f.conditions(a.Site.Block()), f.conditions(b.Site.Block())
	for _, x := range first {
		for _, y := range second {
			if contradict(x, y) {
				return true
			}
		}
	}
	return false
}

// afterError says whether b is only come to when the call failed.
func (f *Func) afterError(site ssa.CallInstruction, b *ssa.BasicBlock) bool {
	v := site.Value()
	if v == nil {
		return false
	}
	if f.p.Flow.IsError(v, b) {
		return true
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && f.p.Flow.IsError(x, b) {
			return true
		}
	}
	return false
}

// contradict says whether not both conditions can hold.
func contradict(x, y condition) bool {
	if x.cond == y.cond {
		return x.held != y.held
	}
	a, ok := x.cond.(*ssa.BinOp)
	b, ok2 := y.cond.(*ssa.BinOp)
	if !ok || !ok2 {
		return same(x.cond, y.cond) && x.held != y.held
	}
	if !same(a.X, b.X) {
		return false
	}
	if same(a.Y, b.Y) {
		opposite := a.Op == token.EQL && b.Op == token.NEQ || a.Op == token.NEQ && b.Op == token.EQL
		return a.Op == b.Op && x.held != y.held || opposite && x.held == y.held
	}
	// function == "a" and function == "b"
	equal := func(c *ssa.BinOp, held bool) bool { return c.Op == token.EQL && held || c.Op == token.NEQ && !held }
	c, ok := a.Y.(*ssa.Const)
	d, ok2 := b.Y.(*ssa.Const)
	return ok && ok2 && equal(a, x.held) && equal(b, y.held) && c.String() != d.String()
}

// same says whether two values look the same, so that a branch on one goes as
// a branch on the other.
func same(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *ssa.Const:
		b, ok := b.(*ssa.Const)
		return ok && a.String() == b.String()
	case *ssa.UnOp:
		b, ok := b.(*ssa.UnOp)
		return ok && a.Op == b.Op && same(a.X, b.X)
	case *ssa.FieldAddr:
		b, ok := b.(*ssa.FieldAddr)
		return ok && a.Field == b.Field && same(a.X, b.X)
	case *ssa.Field:
		b, ok := b.(*ssa.Field)
		return ok && a.Field == b.Field && same(a.X, b.X)
	case *ssa.IndexAddr:
		b, ok := b.(*ssa.IndexAddr)
		return ok && same(a.X, b.X) && same(a.Index, b.Index)
	case *ssa.Call:
		b, ok := b.(*ssa.Call)
		x, builtin := a.Common().Value.(*ssa.Builtin)
		if !ok || !builtin {
			return false
		}
		y, builtin := b.Common().Value.(*ssa.Builtin)
		return builtin && x.Name() == "len" && y.Name() == "len" && same(a.Common().Args[0], b.Common().Args[0])
	}
	return false
}

// First says whether a stands before b on the way from the function's start,
// rather than in an earlier round of a loop.
func (f *Func) First(a, b *Event) bool {
	x, y := a.Site.Block(), b.Site.Block()
	switch {
	case a.Site == b.Site:
		return false
	case x == y:
		return f.place(a.Site) < f.place(b.Site)
	}
	return !y.Dominates(x)
}

// EachRound says whether the loop that e is in comes to it in every round that
// goes on to another one.
func (f *Func) EachRound(e *Event) bool {
	b := e.Site.Block()
	for header := b; header != nil; header = header.Idom() {
		back := false
		for _, pred := range header.Preds {
			if !header.Dominates(pred) || !f.followsBlock(b, pred) {
				continue
			}
			if back = true; !b.Dominates(pred) {
				return false
			}
		}
		if back {
			return true
		}
	}
	return false
}

// followsBlock says whether control may go from a to b, or they are the same.
func (f *Func) followsBlock(a, b *ssa.BasicBlock) bool {
	return a == b || f.follows(a.Instrs[0], b.Instrs[0])
}

package flow

import "golang.org/x/tools/go/ssa"

// postdominators computes, for each live block of fn, the nearest other block
// that all live paths to a return pass; nil where there is none. It is the
// algorithm of Cooper, Harvey and Kennedy on the reversed graph.
func postdominators(fn *ssa.Function, live []bool) []*ssa.BasicBlock {
	n := len(fn.Blocks)
	order := make([]int, n+1) // place in the reversed post-order, n is the end
	list := reversed(fn, live, order)
	idom := make([]int, n+1)
	for i := range idom {
		idom[i] = -1
	}
	idom[n] = n
	meet := func(a, b int) int {
		for a != b {
			for order[a] < order[b] {
				a = idom[a]
			}
			for order[b] < order[a] {
				b = idom[b]
			}
		}
		return a
	}
	for changed := true; changed; {
		changed = false
		for i := len(list) - 1; i >= 0; i-- {
			b := list[i]
			next := -1
			for _, s := range after(fn.Blocks[b], live, n) {
				if idom[s] < 0 {
					continue
				}
				if next < 0 {
					next = s
				} else {
					next = meet(next, s)
				}
			}
			if next != idom[b] {
				idom[b], changed = next, true
			}
		}
	}
	result := make([]*ssa.BasicBlock, n)
	for b := range result {
		if d := idom[b]; d >= 0 && d < n {
			result[b] = fn.Blocks[d]
		}
	}
	return result
}

// after are the live successors of b, or the end n for a return.
func after(b *ssa.BasicBlock, live []bool, n int) []int {
	if len(b.Succs) == 0 {
		return []int{n}
	}
	var list []int
	for _, s := range b.Succs {
		if live[s.Index] {
			list = append(list, s.Index)
		}
	}
	return list
}

// reversed walks the reversed graph from the end depth first, without
// recursion, and returns the live blocks in post-order; order gets each one's
// place.
func reversed(fn *ssa.Function, live []bool, order []int) []int {
	type visit struct {
		block *ssa.BasicBlock
		next  int
	}
	var list []int
	seen := make([]bool, len(fn.Blocks))
	for _, end := range fn.Blocks {
		if len(end.Succs) > 0 || !live[end.Index] || seen[end.Index] {
			continue
		}
		seen[end.Index] = true
		stack := []visit{{end, 0}}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next == len(top.block.Preds) {
				order[top.block.Index] = len(list)
				list = append(list, top.block.Index)
				stack = stack[:len(stack)-1]
				continue
			}
			pred := top.block.Preds[top.next]
			top.next++
			if live[pred.Index] && !seen[pred.Index] {
				seen[pred.Index] = true
				stack = append(stack, visit{pred, 0})
			}
		}
	}
	order[len(fn.Blocks)] = len(list)
	return list
}

// widest is how many blocks a branch is taken to decide at most; it keeps
// generated functions with thousands of branches linear.
const widest = 1 << 10

// arms are the live blocks that only some of the live paths from b pass: what
// the branch at the end of b decides. join is where the paths meet again, nil
// for the function's end.
func (p *Package) arms(b *ssa.BasicBlock) (arms []*ssa.BasicBlock, join *ssa.BasicBlock) {
	e := p.exitsOf(b.Parent())
	join = e.ipdom[b.Index]
	seen := map[*ssa.BasicBlock]bool{}
	var queue []*ssa.BasicBlock
	add := func(s *ssa.BasicBlock) {
		if s != join && e.live[s.Index] && !seen[s] {
			seen[s] = true
			queue = append(queue, s)
		}
	}
	for _, s := range b.Succs {
		add(s)
	}
	for i := 0; i < len(queue) && len(queue) < widest; i++ {
		for _, s := range queue[i].Succs {
			add(s)
		}
	}
	return queue, join
}

// Spine are the blocks that every way through fn passes that returns without
// an error.
func (p *Package) Spine(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	e := p.exitsOf(fn)
	spine := map[*ssa.BasicBlock]bool{}
	if !e.live[0] {
		return spine
	}
	for b := fn.Blocks[0]; b != nil && !spine[b]; b = e.ipdom[b.Index] {
		spine[b] = true
	}
	return spine
}

// Passes says whether every way from a that returns without an error comes to
// b.
func (p *Package) Passes(a, b *ssa.BasicBlock) bool {
	e := p.exitsOf(a.Parent())
	for n, d := 0, a; d != nil && n < longest; n, d = n+1, e.ipdom[d.Index] {
		if d == b {
			return true
		}
	}
	return false
}

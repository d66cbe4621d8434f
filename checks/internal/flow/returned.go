package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/report"
)

// returned is where result i, which depends on the source, is returned. In a
// function with defers every return loads the results from variables, so that
// one fact comes to all of them, and there is one more way out that stands
// nowhere in the code: what a caller gets when a deferred function has
// recovered (ssa.Function.Recover). A reader wants the return that has the
// value.
func (f *Frame) returned(i int, kind Kind, ret *ssa.Return) token.Pos {
	load, ok := ret.Results[i].(*ssa.UnOp)
	if !ok || load.Op != token.MUL || ret.Pos().IsValid() && f.Knows(stored(load, ret), kind) && stored(load, ret) != load {
		return report.End(ret)
	}
	if alloc, ok := load.X.(*ssa.Alloc); ok {
		for _, ref := range *alloc.Referrers() {
			if s, ok := ref.(*ssa.Store); ok && s.Addr == alloc && f.Knows(s.Val, kind) {
				if pos := f.nextReturn(s.Block()); pos.IsValid() {
					return pos
				}
			}
		}
	}
	if ret.Pos().IsValid() {
		return ret.Pos()
	}
	// What a deferred function stores is in all of them.
	if pos := f.nextReturn(f.Fn.Blocks[0]); pos.IsValid() {
		return pos
	}
	return report.End(ret)
}

// nextReturn is the nearest return behind b that is not an error.
func (f *Frame) nextReturn(b *ssa.BasicBlock) token.Pos {
	queue, seen := []*ssa.BasicBlock{b}, map[*ssa.BasicBlock]bool{b: true}
	for i := 0; i < len(queue); i++ {
		if !f.run.P.Live(queue[i]) {
			continue
		}
		if ret, ok := queue[i].Instrs[len(queue[i].Instrs)-1].(*ssa.Return); ok && ret.Pos().IsValid() {
			return ret.Pos()
		}
		for _, next := range queue[i].Succs {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return token.NoPos
}

package failopen

import (
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/stub"
)

// succeeds says whether ret ends the path without an error.
func (w *walk) succeeds(s state, ret *ssa.Return) bool {
	if !stub.Succeeds(w.c.p, ret) {
		return false
	}
	for _, v := range ret.Results {
		if w.fails(s, v) {
			return false
		}
	}
	return true
}

// write is the first write on a path that ends well, or nil.
func (w *walk) write() ssa.CallInstruction {
	ends := make([]bool, len(w.states))
	var queue []int
	for _, end := range w.ends {
		if !ends[end.state] {
			ends[end.state] = true
			queue = append(queue, end.state)
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, pred := range w.preds[queue[i]] {
			if !ends[pred] {
				ends[pred] = true
				queue = append(queue, pred)
			}
		}
	}
	for _, v := range w.writes {
		if ends[v.state] {
			return v.at.(ssa.CallInstruction)
		}
	}
	return nil
}

// end is the first return of a path that ends well, or nil.
func (w *walk) end() ssa.Instruction {
	if len(w.ends) == 0 {
		return nil
	}
	return w.ends[0].at
}

// answersEmpty says whether some path returns false or nil.
func (w *walk) answersEmpty() bool {
	for _, end := range w.ends {
		v := end.at.(*ssa.Return).Results[0]
		if stub.IsNil(v) || w.zero[v] {
			return true
		}
		if truth, known := w.holds(w.states[end.state], v); known && !truth {
			return true
		}
	}
	return false
}

package failopen

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// walk follows the paths on which a call failed: its error is not nil, its
// other results are empty.
type walk struct {
	c     *check
	site  ssa.CallInstruction
	err   ssa.Value
	zero  map[ssa.Value]bool
	index map[state]int
	// states in the order in which they are reached, preds the way back.
	states []state
	preds  [][]int
	writes []visit
	ends   []visit
}

// state is a block on such a path, with what the way there tells of the values
// that meet in it.
type state struct {
	block *ssa.BasicBlock
	// bad is a value that is the error too, flag a condition that is known.
	bad, flag ssa.Value
	truth     bool
}

// visit is an instruction in a state.
type visit struct {
	state int
	at    ssa.Instruction
}

func newWalk(c *check, site ssa.CallInstruction, err ssa.Value) *walk {
	return &walk{c: c, site: site, err: err, zero: map[ssa.Value]bool{}, index: map[state]int{}}
}

// empty notes that v is the zero value of its type.
func (w *walk) empty(v ssa.Value) {
	if v == nil || w.zero[v] {
		return
	}
	w.zero[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Convert:
			w.empty(ref)
		case *ssa.ChangeType:
			w.empty(ref)
		case *ssa.Call:
			if b, ok := ref.Common().Value.(*ssa.Builtin); ok && b.Name() == "len" {
				w.empty(ref)
			}
		}
	}
}

// enough is how many states of one function are worth looking at: real ones
// have a few hundred, generated ones would take a square of their length.
const enough = 1 << 14

func (w *walk) run() {
	fn := w.site.Parent()
	if w.c.spent[fn] > enough {
		return
	}
	w.add(state{block: w.site.Block()}, -1)
	for i := 0; i < len(w.states); i++ {
		if len(w.states) > most {
			w.writes, w.ends = nil, nil
			break
		}
		w.step(i)
	}
	w.c.spent[fn] += len(w.states)
}

func (w *walk) add(s state, pred int) {
	i, ok := w.index[s]
	if !ok {
		i = len(w.states)
		w.index[s] = i
		w.states = append(w.states, s)
		w.preds = append(w.preds, nil)
	}
	if pred >= 0 {
		w.preds[i] = append(w.preds[i], pred)
	}
}

// step goes through one block.
func (w *walk) step(i int) {
	s := w.states[i]
	instrs := s.block.Instrs
	if s.block == w.site.Block() {
		if i > 0 {
			return // the call is made again
		}
		instrs = instrs[slices.Index(instrs, ssa.Instruction(w.site))+1:]
	}
	for _, instr := range instrs {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			if exits(instr) {
				return
			}
			if w.c.writers.Writes(instr) {
				w.writes = append(w.writes, visit{i, instr})
			}
		case *ssa.Return:
			if w.succeeds(s, instr) {
				w.ends = append(w.ends, visit{i, instr})
			}
		}
	}
	branch, ok := s.block.Instrs[len(s.block.Instrs)-1].(*ssa.If)
	for k, next := range s.block.Succs {
		if ok {
			if truth, known := w.holds(s, branch.Cond); known && truth != (k == 0) {
				continue
			}
		}
		w.add(w.enter(s, next), i)
	}
}

// exits says whether the call ends the process.
func exits(site ssa.CallInstruction) bool {
	fn := flow.Callee(site.Common())
	return fn != nil && (fn.Name() == "Exit" || strings.HasPrefix(fn.Name(), "Fatal") || strings.HasPrefix(fn.Name(), "Panic"))
}

// enter is the state of a successor of s.
func (w *walk) enter(s state, next *ssa.BasicBlock) state {
	to := state{block: next, bad: s.bad}
	edge := slices.Index(next.Preds, s.block)
	for _, instr := range next.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		v := phi.Edges[edge]
		if w.fails(s, v) || w.c.p.IsError(v, s.block) {
			to.bad = phi
		} else if truth, known := w.holds(s, v); known {
			to.flag, to.truth = phi, truth
		}
	}
	return to
}

// fails says whether v is an error or an error response in s.
func (w *walk) fails(s state, v ssa.Value) bool {
	v = stub.Bare(v)
	if v == w.err && v != nil || v == s.bad && v != nil {
		return true
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		return v.Op == token.MUL && w.stored(s, v)
	case *ssa.Call:
		if fabric.IsError(flow.Callee(v.Common())) {
			return true
		}
	}
	// By what it is, not by where: a walk up the dominators for each comparison
	// would make long functions quadratic.
	return v != nil && w.c.p.IsError(v, s.block.Parent().Blocks[0])
}

// stored says whether the load sees the error: a named result of a function
// with defers is a variable.
func (w *walk) stored(s state, load *ssa.UnOp) bool {
	if w.err == nil || load.Block() == nil {
		return false
	}
	for b := load.Block(); b != nil; b = b.Idom() {
		for i := len(b.Instrs) - 1; i >= 0; i-- {
			if store, ok := b.Instrs[i].(*ssa.Store); ok && store.Addr == load.X {
				val := stub.Bare(store.Val)
				return val == w.err || val == s.bad && s.bad != nil
			}
		}
		if b == w.site.Block() {
			break
		}
	}
	return false
}

// holds says whether a condition holds in s, where that is known.
func (w *walk) holds(s state, cond ssa.Value) (truth, known bool) {
	if cond == s.flag && cond != nil {
		return s.truth, true
	}
	switch cond := cond.(type) {
	case *ssa.Const:
		if cond.Value != nil && cond.Value.Kind() == constant.Bool {
			return constant.BoolVal(cond.Value), true
		}
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			truth, known := w.holds(s, cond.X)
			return !truth, known
		}
	case *ssa.BinOp:
		return w.compares(s, cond)
	}
	if w.zero[cond] && types.Identical(cond.Type().Underlying(), types.Typ[types.Bool]) {
		return false, true
	}
	return false, false
}

// compares is what a comparison with a constant yields in s.
func (w *walk) compares(s state, cmp *ssa.BinOp) (truth, known bool) {
	if v, whenNil := stub.Compared(cmp); v != nil {
		switch {
		case w.zero[v]:
			return whenNil, true
		case w.fails(s, v):
			return !whenNil, true
		}
		return false, false
	}
	x, ok := cmp.X.(*ssa.Const)
	y, also := cmp.Y.(*ssa.Const)
	switch {
	case also && w.zero[cmp.X] && y.Value != nil && comparable(y.Value, cmp.Op):
		return constant.Compare(zeroLike(y.Value), cmp.Op, y.Value), true
	case ok && w.zero[cmp.Y] && x.Value != nil && comparable(x.Value, cmp.Op):
		return constant.Compare(x.Value, cmp.Op, zeroLike(x.Value)), true
	}
	return false, false
}

func zeroLike(v constant.Value) constant.Value {
	switch v.Kind() {
	case constant.String:
		return constant.MakeString("")
	case constant.Bool:
		return constant.MakeBool(false)
	}
	return constant.MakeInt64(0)
}

func comparable(v constant.Value, op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ:
		return true
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return v.Kind() == constant.Int
	}
	return false
}

package stub

import (
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Look is what becomes of an error.
type Look int

const (
	Looked  Look = iota
	Dropped      // nothing uses it
	Rounds       // each round of a loop overwrites the one before
)

// Lookout says of errors whether somebody looks at them. The zero value is
// ready.
type Lookout struct {
	loops map[*ssa.BasicBlock]*flow.Loop
}

// At says whether v, an error or a Response, is looked at.
func (l *Lookout) At(v ssa.Value) Look {
	if v == nil {
		return Dropped
	}
	s := search{lookout: l, seen: map[ssa.Value]bool{}}
	s.follow(v)
	switch {
	case !s.used:
		return Dropped
	case s.header != nil && !s.inside:
		return Rounds
	}
	return Looked
}

func (l *Lookout) loop(b *ssa.BasicBlock) *flow.Loop {
	if l.loops == nil {
		l.loops = map[*ssa.BasicBlock]*flow.Loop{}
	}
	loop, ok := l.loops[b]
	if !ok {
		loop = flow.LoopAt(b)
		l.loops[b] = loop
	}
	return loop
}

// search follows one error through the variables that hold it.
type search struct {
	lookout *Lookout
	seen    map[ssa.Value]bool
	used    bool
	// header is of the loop whose next round takes the error along, inside
	// says that the loop looks at it.
	header *flow.Loop
	inside bool
	uses   []ssa.Instruction
}

func (s *search) follow(v ssa.Value) {
	queue := []ssa.Value{v}
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		if s.seen[v] {
			continue
		}
		s.seen[v] = true
		if v.Referrers() == nil {
			continue
		}
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.DebugRef:
			case *ssa.Phi:
				s.carried(queue[0], ref)
				queue = append(queue, ref)
			case *ssa.ChangeInterface:
				queue = append(queue, ref)
			case *ssa.Store:
				if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v && private(alloc) {
					s.stored(ref, alloc)
					continue
				}
				s.use(ref)
			default:
				s.use(ref)
			}
		}
	}
	for _, at := range s.uses {
		s.inside = s.inside || s.header != nil && s.header.Blocks[at.Block()]
	}
}

func (s *search) use(at ssa.Instruction) {
	s.used = true
	s.uses = append(s.uses, at)
}

// carried notes that the error enters phi by the back edge of a loop that it
// arises in.
func (s *search) carried(v ssa.Value, phi *ssa.Phi) {
	instr, ok := v.(ssa.Instruction)
	if !ok || s.header != nil || !phi.Block().Dominates(instr.Block()) {
		return
	}
	if loop := s.lookout.loop(phi.Block()); loop != nil && loop.Holds(v) {
		s.header = loop
	}
}

// private says whether only loads and stores of its own function touch alloc.
func private(alloc *ssa.Alloc) bool {
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != alloc {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// furthest is how many blocks behind a store are searched for a load; it keeps
// generated functions linear.
const furthest = 1 << 8

// stored looks for a load that sees what at stores: a named result of a
// function with defers is such a variable.
func (s *search) stored(at *ssa.Store, alloc *ssa.Alloc) {
	type place struct {
		block *ssa.BasicBlock
		from  int
	}
	start := 0
	for i, instr := range at.Block().Instrs {
		if instr == at {
			start = i + 1
		}
	}
	seen := map[*ssa.BasicBlock]bool{}
	queue := []place{{at.Block(), start}}
	for i := 0; i < len(queue); i++ {
		if i > furthest {
			s.use(at)
			return
		}
		overwritten := false
		for _, instr := range queue[i].block.Instrs[queue[i].from:] {
			if load, ok := instr.(*ssa.UnOp); ok && load.X == alloc && len(*load.Referrers()) > 0 {
				s.use(load)
				return
			}
			if store, ok := instr.(*ssa.Store); ok && store.Addr == alloc {
				overwritten = true
				break
			}
		}
		if overwritten {
			continue
		}
		for _, next := range queue[i].block.Succs {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, place{next, 0})
			}
		}
	}
}

package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Spawn is a place where a goroutine is started: a go statement, or a call of
// errgroup's Go and its like (golang.org/x/sync/errgroup, sync.WaitGroup since
// Go 1.25).
type Spawn struct {
	Site ssa.CallInstruction
	// Func holds the function that is run: a closure or a function. Body is
	// that function, which has a body.
	Func ssa.Value
	Body *ssa.Function
	// Args are what the body's parameters get.
	Args []ssa.Value
}

// Spawns are the places in fn where goroutines of a known body are started.
func Spawns(fn *ssa.Function) []Spawn {
	var list []Spawn
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			s := Spawn{Site: site}
			if _, statement := instr.(*ssa.Go); statement {
				s.Func, s.Args = site.Common().Value, site.Common().Args
			} else {
				s.Func = started(site)
			}
			if s.Body = bodyOf(s.Func); s.Body != nil {
				list = append(list, s)
			}
		}
	}
	return list
}

// Statement says whether it is a go statement: who starts a goroutine by a
// group waits for the group, here or elsewhere.
func (s Spawn) Statement() bool {
	_, ok := s.Site.(*ssa.Go)
	return ok
}

// Signals says whether fn tells others that it is done: it sends, closes a
// channel, or calls what is named so.
func Signals(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send, *ssa.Select:
				return true
			case ssa.CallInstruction:
				if b, ok := instr.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
					return true
				}
				if callee := Callee(instr.Common()); callee != nil && (strings.Contains(callee.Name(), "Done") ||
					callee.Name() == "Signal" || callee.Name() == "Broadcast") {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, Signals)
}

// started is the function that the call hands to somebody who runs it in a
// goroutine, or nil.
func started(site ssa.CallInstruction) ssa.Value {
	fn := Callee(site.Common())
	if _, call := site.(*ssa.Call); !call || fn == nil || fn.Signature().Recv() == nil {
		return nil
	}
	args := Arguments(site.Common())
	if name := fn.Name(); len(args) != 1 || name != "Go" && name != "TryGo" && name != "Submit" {
		return nil
	}
	if sig, ok := args[0].Type().Underlying().(*types.Signature); !ok || sig.Params().Len() > 0 {
		return nil
	}
	return args[0]
}

func bodyOf(v ssa.Value) *ssa.Function {
	switch f := v.(type) {
	case *ssa.MakeClosure:
		return bodyOf(f.Fn)
	case *ssa.ChangeType:
		return bodyOf(f.X)
	case *ssa.Function:
		if generic := f.Origin(); generic != nil {
			f = generic // the bodies of instances are not built
		}
		if f.Blocks != nil {
			return f
		}
	}
	return nil
}

// JoinsOf are the instructions of fn that may wait for a goroutine.
func JoinsOf(fn *ssa.Function) []ssa.Instruction {
	var list []ssa.Instruction
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if waits(instr) {
				list = append(list, instr)
			}
		}
	}
	return list
}

// Joined says whether one of the joins is within the loop.
func Joined(joins []ssa.Instruction, within *Loop) bool {
	return slices.ContainsFunc(joins, func(join ssa.Instruction) bool { return within.Blocks[join.Block()] })
}

// waits says whether instr may wait for a goroutine: it receives, calls what
// is named so, or hands on something to wait for.
func waits(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select:
		return instr.Blocking
	case *ssa.Go:
		return false
	case ssa.CallInstruction:
		if started(instr) != nil {
			return false
		}
		if fn := Callee(instr.Common()); fn != nil && (strings.Contains(fn.Name(), "Wait") || strings.Contains(fn.Name(), "Join")) {
			return true
		}
		if _, builtin := instr.Common().Value.(*ssa.Builtin); builtin {
			return false
		}
		for _, arg := range Arguments(instr.Common()) {
			if awaitable(arg.Type()) {
				return true
			}
		}
	}
	return false
}

// awaitable says whether one can wait for a value of type t.
func awaitable(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Chan); ok {
		return true
	}
	name := namedOf(t)
	return name == "WaitGroup" || name == "Cond" || name == "Group"
}

// LoopAround is the innermost loop around b, or nil.
func LoopAround(b *ssa.BasicBlock) *Loop {
	for d := b; d != nil; d = d.Idom() {
		if !slices.ContainsFunc(d.Preds, d.Dominates) {
			continue // heads no loop
		}
		if l := LoopAt(d); l.Blocks[b] {
			return l
		}
	}
	return nil
}

// Before says whether a always runs before b.
func Before(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, instr := range a.Block().Instrs {
		switch instr {
		case b:
			return false
		case a:
			return true
		}
	}
	return false
}

// Follows says whether b may run after a.
func Follows(a, b ssa.Instruction) bool {
	return a.Block() == b.Block() && Before(a, b) || Leads(a.Block(), b.Block())
}

// Leads says whether some way goes from a to b; from a block to itself, whether
// it can run again.
func Leads(a, b *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	queue := slices.Clone(a.Succs)
	for i := 0; i < len(queue); i++ {
		if queue[i] == b {
			return true
		}
		if !seen[queue[i]] {
			seen[queue[i]] = true
			queue = append(queue, queue[i].Succs...)
		}
	}
	return false
}

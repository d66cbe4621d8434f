package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Follow is what the engine does with a fact at an instruction.
func (f *Frame) Follow(fact Fact, at ssa.Instruction, step *Step) {
	v := fact.V
	switch at := at.(type) {
	case *ssa.Store:
		if at.Val == v {
			f.Write(at.Addr, fact.Path, fact.Kind, at, step)
		}
	case *ssa.MapUpdate:
		switch v {
		case at.Value:
			f.Write(at.Map, push(element, fact.Path), fact.Kind, at, step)
		case at.Key:
			f.Write(at.Map, push(element, ""), fact.Kind, at, step)
		}
	case *ssa.Send:
		if at.X == v {
			f.Write(at.Chan, push(element, fact.Path), fact.Kind, at, step)
		}
	case *ssa.MakeClosure:
		f.capture(fact, at, step)
	case *ssa.Return:
		f.leave(fact, at, step)
	case *ssa.If:
		f.decide(fact, at, step)
	case *ssa.Call:
		f.call(fact, at, step)
	case *ssa.Defer:
		f.call(fact, at, step)
	case *ssa.Go:
		f.call(fact, at, step)
	case *ssa.Select:
		f.selected(fact, at, step)
	case ssa.Value:
		if path, ok := through(fact, at); ok {
			f.Add(Fact{at, path, fact.Kind}, step)
		}
	}
}

// through is the part of the value that at computes which depends on the
// source when fact does.
func through(fact Fact, at ssa.Value) (string, bool) {
	v, path := fact.V, fact.Path
	switch at := at.(type) {
	case *ssa.FieldAddr:
		return pop(FieldName(at.X.Type(), at.Field), path)
	case *ssa.Field:
		return pop(FieldName(at.X.Type(), at.Field), path)
	case *ssa.IndexAddr:
		return indexed(at.X == v, path)
	case *ssa.Index:
		return indexed(at.X == v, path)
	case *ssa.Lookup:
		part, ok := indexed(at.X == v, path)
		if at.CommaOk && at.X == v {
			part = push(tuple(0), part)
		}
		return part, ok
	case *ssa.Slice:
		if at.X != v {
			return "", true
		}
		return path, true
	case *ssa.UnOp:
		return loaded(at, path)
	case *ssa.BinOp:
		return compared(fact, at)
	case *ssa.Phi, *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface, *ssa.MakeInterface,
		*ssa.SliceToArrayPointer:
		return path, true
	case *ssa.Range:
		return path, true
	case *ssa.TypeAssert:
		if at.CommaOk {
			return push(tuple(0), path), true
		}
		return path, true
	case *ssa.Extract:
		return pop(tuple(at.Index), path)
	case *ssa.Next:
		part, ok := pop(element, path)
		return push(tuple(2), part), ok // the keys follow by Range's own checks
	}
	return "", false
}

// selected follows a channel into a select: what it yields, and which case is
// taken.
func (f *Frame) selected(fact Fact, at *ssa.Select, step *Step) {
	received := 2 // behind the case's index and the received flag
	for _, state := range at.States {
		switch {
		case state.Send == fact.V && state.Send != nil:
			f.Write(state.Chan, push(element, fact.Path), fact.Kind, at, step)
		case state.Chan == fact.V:
			f.Add(Fact{at, push(tuple(0), ""), fact.Kind}, step)
			if part, ok := pop(element, fact.Path); ok && state.Send == nil {
				f.Add(Fact{at, push(tuple(received), part), fact.Kind}, step)
			}
		}
		if state.Send == nil {
			received++
		}
	}
}

// indexed is the path of an element; an index that depends on the source makes
// the whole element depend on it.
func indexed(container bool, path string) (string, bool) {
	if container {
		return pop(element, path)
	}
	return "", true
}

func loaded(at *ssa.UnOp, path string) (string, bool) {
	switch at.Op {
	case token.MUL:
		return path, true
	case token.ARROW:
		part, ok := pop(element, path)
		if at.CommaOk {
			part = push(tuple(0), part)
		}
		return part, ok
	}
	return "", path == ""
}

// compared is what an operation on the fact yields. Whether a value is nil
// does not depend on what it holds.
func compared(fact Fact, at *ssa.BinOp) (string, bool) {
	if fact.Kind != Decided && (isNil(at.X) || isNil(at.Y)) {
		return "", false
	}
	return "", true
}

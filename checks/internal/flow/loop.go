package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Loop is a natural loop: the blocks from which the header is reached again.
type Loop struct {
	Header *ssa.BasicBlock
	Blocks map[*ssa.BasicBlock]bool
}

// LoopAt is the natural loop that header heads, or nil.
func LoopAt(header *ssa.BasicBlock) *Loop {
	l := &Loop{header, map[*ssa.BasicBlock]bool{}}
	var queue []*ssa.BasicBlock
	add := func(b *ssa.BasicBlock) {
		if !l.Blocks[b] {
			l.Blocks[b] = true
			queue = append(queue, b)
		}
	}
	for _, pred := range header.Preds {
		if header.Dominates(pred) {
			l.Blocks[header] = true
			add(pred)
		}
	}
	for i := 0; i < len(queue); i++ {
		if queue[i] != header {
			for _, pred := range queue[i].Preds {
				add(pred)
			}
		}
	}
	if len(l.Blocks) == 0 {
		return nil
	}
	return l
}

// Holds says whether v is computed within the loop.
func (l *Loop) Holds(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	return ok && l.Blocks[instr.Block()]
}

// Behind are the blocks that may run after a round of the loop.
func (l *Loop) Behind() map[*ssa.BasicBlock]bool {
	seen := map[*ssa.BasicBlock]bool{l.Header: true}
	queue := []*ssa.BasicBlock{l.Header}
	for i := 0; i < len(queue); i++ {
		for _, s := range queue[i].Succs {
			if !seen[s] {
				seen[s] = true
				queue = append(queue, s)
			}
		}
	}
	return seen
}

// Place is a variable's part, the same for each way in which the code names
// it: base is where it hangs, path what part of it.
type Place struct {
	Base ssa.Value
	Path string
}

// PlaceOf is the place that v is the value or the address of.
func PlaceOf(v ssa.Value) Place {
	p := Place{Base: v}
	for {
		holder, path := Holder(p.Base, p.Path)
		if holder == nil {
			return p
		}
		p = Place{holder, path}
	}
}

// Holder is one step from v towards the variable that it is a part of, or nil;
// and the path from there to the part of v at path.
func Holder(v ssa.Value, path string) (ssa.Value, string) {
	switch a := v.(type) {
	case *ssa.FieldAddr:
		return a.X, push(FieldName(a.X.Type(), a.Field), path)
	case *ssa.Field:
		return a.X, push(FieldName(a.X.Type(), a.Field), path)
	case *ssa.IndexAddr:
		return a.X, push(element, path)
	case *ssa.Lookup:
		return a.X, push(element, path)
	case *ssa.UnOp:
		if a.Op == token.MUL {
			return a.X, path
		}
	case *ssa.ChangeType:
		return a.X, path
	case *ssa.MakeInterface:
		return a.X, path
	case *ssa.ChangeInterface:
		return a.X, path
	case *ssa.TypeAssert:
		return a.X, path
	}
	return nil, path
}

// At is the place of the part at path of what p names.
func (p Place) At(path string) Place {
	if path == "" {
		return p
	}
	return Place{p.Base, clip(p.Path + path)}
}

package ops

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// writers are the instructions that may change the part at path of what root
// is or points to.
func (e *evaluator) writers(root ssa.Value, path string) []ssa.Instruction {
	at := place{root, path}
	list, ok := e.written[at]
	if !ok {
		list = writers(root, path)
		e.written[at] = list
	}
	return list
}

// writers are stores, and functions of other packages that fill what they get.
// A function of chaincode that is handed the address of an asset, to save it,
// is taken to leave its key alone.
func writers(root ssa.Value, path string) []ssa.Instruction {
	var list []ssa.Instruction
	refs := root.Referrers()
	if refs == nil {
		return nil
	}
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == root {
				list = append(list, ref)
			}
		case *ssa.FieldAddr:
			if part, ok := within("/"+fieldName(ref.X.Type(), ref.Field), path); ok && ref.X == root {
				list = append(list, writers(ref, part)...)
			}
		case *ssa.IndexAddr:
			i, constant := ref.Index.(*ssa.Const)
			if !constant {
				list = append(list, writers(ref, "")...)
			} else if part, ok := within("/"+i.Value.ExactString(), path); ok {
				list = append(list, writers(ref, part)...)
			}
		case *ssa.UnOp:
			if _, ok := ref.Type().Underlying().(*types.Pointer); ok && ref.Op == token.MUL {
				list = append(list, through(writers(ref, path), ref)...)
			}
		case *ssa.Slice:
			if ref.Low == nil && ref.X == root {
				list = append(list, writers(ref, path)...)
			}
		case *ssa.MakeInterface:
			for _, use := range *ref.Referrers() {
				if call, ok := use.(ssa.CallInstruction); ok && fills(call) {
					list = append(list, call)
				}
			}
		case *ssa.MakeClosure:
			list = append(list, captured(ref, root, path)...)
		case ssa.CallInstruction:
			if fills(ref) {
				list = append(list, ref)
			}
		}
	}
	return list
}

// through leaves out the stores of the pointer itself: they write elsewhere.
func through(list []ssa.Instruction, pointer ssa.Value) []ssa.Instruction {
	return slices.DeleteFunc(list, func(w ssa.Instruction) bool {
		s, ok := w.(*ssa.Store)
		return ok && s.Val == pointer
	})
}

// captured are the writers within a closure that has the variable.
func captured(mk *ssa.MakeClosure, root ssa.Value, path string) []ssa.Instruction {
	fn := mk.Fn.(*ssa.Function)
	for i, bound := range mk.Bindings {
		if bound == root && i < len(fn.FreeVars) && len(writers(fn.FreeVars[i], path)) > 0 {
			return []ssa.Instruction{mk}
		}
	}
	return nil
}

// within is the rest of path below segment; all of it where path names what
// holds the segment.
func within(segment, path string) (string, bool) {
	if path == "" {
		return "", true
	}
	rest, ok := strings.CutPrefix(path, segment)
	return rest, ok && (rest == "" || rest[0] == '/')
}

func fills(call ssa.CallInstruction) bool {
	fn := flow.Callee(call.Common())
	if fn == nil {
		return false
	}
	for _, verb := range []string{"Unmarshal", "Decode", "Scan", "Read", "Copy", "Parse", "FromBytes"} {
		if strings.HasPrefix(fn.Name(), verb) {
			return true
		}
	}
	return false
}

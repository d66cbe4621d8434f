package failopen

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// most is how much of one error's surroundings is looked at.
const most = 1 << 9

// handled says whether the code does more with the error than to compare it
// with nil, to log it and to return it: it tells errors apart, collects them,
// or hands them to somebody who does.
func handled(e ssa.Value) bool {
	seen := map[ssa.Value]bool{}
	queue := []ssa.Value{e}
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		if seen[v] || v.Referrers() == nil {
			continue
		}
		if seen[v] = true; len(seen) > most {
			return true
		}
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Phi, *ssa.ChangeInterface, *ssa.MakeInterface:
				queue = append(queue, ref.(ssa.Value))
			case *ssa.Store:
				if ref.Val != v {
					continue
				}
				if seen[ref.Addr] {
					continue
				}
				seen[ref.Addr] = true
				held, ok := holder(ref.Addr)
				if !ok {
					return true
				}
				queue = append(queue, held...)
			case ssa.CallInstruction:
				if !harmless(ref, v) {
					return true
				}
			case *ssa.TypeAssert, *ssa.MakeClosure, *ssa.Send, *ssa.MapUpdate:
				return true
			}
		}
	}
	return false
}

// holder are the values that hold what is stored at addr: loads of a variable,
// or the variadic arguments of a call.
func holder(addr ssa.Value) ([]ssa.Value, bool) {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		if len(*addr.Referrers()) > most {
			return nil, false
		}
		var list []ssa.Value
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.UnOp:
				list = append(list, ref)
			case *ssa.Store, *ssa.DebugRef:
			default:
				return nil, false
			}
		}
		return list, true
	case *ssa.IndexAddr:
		array, ok := addr.X.(*ssa.Alloc)
		if !ok {
			return nil, false
		}
		for _, ref := range *array.Referrers() {
			if slice, ok := ref.(*ssa.Slice); ok {
				return []ssa.Value{slice}, true
			}
		}
	}
	return nil, false
}

// harmless says whether the call only logs the error, wraps it, or asks for its
// text to do so.
func harmless(site ssa.CallInstruction, e ssa.Value) bool {
	fn := flow.Callee(site.Common())
	if fn == nil {
		return false
	}
	if fn.Name() == "Error" && stub.Receiver(site.Common()) == e {
		return !compared(site.Value())
	}
	if results := site.Common().Signature().Results(); results.Len() > 0 && stub.ErrorIndex(site.Common().Signature()) >= 0 {
		return true
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "fmt" {
		return true
	}
	for _, verb := range []string{"Print", "Log", "Debug", "Info", "Warn", "Error", "Trace", "Critical", "Notice"} {
		if strings.HasPrefix(fn.Name(), verb) {
			return true
		}
	}
	return false
}

// compared says whether an error's text is looked into.
func compared(text *ssa.Call) bool {
	if text == nil {
		return false
	}
	for _, ref := range *text.Referrers() {
		switch ref := ref.(type) {
		case *ssa.BinOp:
			if ref.Op.String() != "+" {
				return true
			}
		case ssa.CallInstruction:
			if fn := flow.Callee(ref.Common()); fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "strings" || fn.Pkg().Path() == "regexp") {
				return true
			}
		}
	}
	return false
}

package argument

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Ends says whether what was secret, or public, before the instruction is no
// more behind it, or is not known to be: a comparison, a branch, a hash, a
// cipher, a function of another package that is not known to pass on what it
// gets.
func Ends(p *flow.Package, at ssa.Instruction) bool {
	switch at := at.(type) {
	case *ssa.If:
		return true
	case *ssa.BinOp:
		switch at.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return true
		}
		return false
	case ssa.CallInstruction:
		return endsCall(p, at)
	}
	return false
}

func endsCall(p *flow.Package, site ssa.CallInstruction) bool {
	if len(p.Callees(site)) > 0 {
		return false
	}
	if b, ok := site.Common().Value.(*ssa.Builtin); ok {
		return b.Name() == "len" || b.Name() == "cap"
	}
	if _, ok := flow.StubCall(site.Common()); ok {
		return true
	}
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Pkg() == nil {
		return true
	}
	if strings.Contains(fn.Name(), "Marshal") || strings.Contains(fn.Name(), "marshal") {
		return false
	}
	switch path := fabric.Unvendored(fn.Pkg().Path()); path {
	case "strings", "bytes", "strconv", "fmt", "io", "bufio", "slices", "maps", "encoding/json", "encoding/hex", "encoding/base64",
		"encoding/gob", "encoding/xml":
		return false
	default:
		return !strings.HasSuffix(path, "/shim") && !strings.HasSuffix(path, "/queryresult") || fn.Name() != "Next" && !fabric.IsSuccess(fn)
	}
}

// Keys knows which variables of a function name entries of the ledger.
type Keys struct {
	known map[*ssa.Function]map[flow.Place]bool
}

// Has says whether v is used as a key in its function.
func (k *Keys) Has(v ssa.Value) bool {
	fn := v.Parent()
	if fn == nil {
		return false
	}
	places, ok := k.known[fn]
	if !ok {
		places = keyPlaces(fn)
		if k.known == nil {
			k.known = map[*ssa.Function]map[flow.Place]bool{}
		}
		k.known[fn] = places
	}
	return places[flow.PlaceOf(v)]
}

func keyPlaces(fn *ssa.Function) map[flow.Place]bool {
	places := map[flow.Place]bool{}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c, ok := flow.StubCall(site.Common())
			if !ok {
				continue
			}
			args := site.Common().Args
			if !site.Common().IsInvoke() {
				args = args[1:]
			}
			for _, i := range c.Keys {
				if i < len(args) {
					places[flow.PlaceOf(args[i])] = true
				}
			}
		}
	}
	return places
}

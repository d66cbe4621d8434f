package codecorder

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// tracer follows encodings until somebody reads them: what is decoded is the
// same for all again.
type tracer struct{}

func (tracer) Wrote(*flow.Frame, flow.Fact, ssa.Instruction, *flow.Step) bool { return false }

func (tracer) Use(_ *flow.Frame, fact flow.Fact, at ssa.Instruction, _ *flow.Step) bool {
	site, ok := at.(ssa.CallInstruction)
	if !ok || fact.Kind == flow.Decided {
		return false
	}
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	name, path := fn.Name(), fn.Pkg().Path()
	switch {
	case strings.HasPrefix(name, "Unmarshal"), name == "Decode", name == "NewDecoder":
		return true
	case fact.Kind == spaced && path == "encoding/json":
		// Compact takes the spaces out, and Marshal those of a RawMessage.
		return name == "Compact" || name == "Valid" || strings.HasPrefix(name, "Marshal") && raw(fact)
	}
	return false
}

// raw says whether the fact is of JSON that its holder hands on as it is.
func raw(fact flow.Fact) bool {
	v := fact.V
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	n, ok := types.Unalias(flow.TypeAt(v.Type(), fact.Path)).(*types.Named)
	return ok && n.Obj().Name() == "RawMessage" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "encoding/json"
}

package keyjoin

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// judge reports a join where two values of any length stand side by side.
func (c *check) judge(list []part, at ssa.Instruction, site ssa.CallInstruction) {
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if a.value == nil || b.value == nil || a.fixed || b.fixed || a.value == b.value {
			continue
		}
		sink := stub.Method(site.Common())
		key := "the key of " + sink
		if sink == "CreateCompositeKey" {
			key = "an attribute of " + sink
		}
		c.list = append(c.list, report.Diagnostic{
			Pos: report.Place(at), Severity: report.Warning,
			Message: key + " at " + c.p.At(site.Pos()) + " joins " + name(a.value) + " and " + name(b.value) + " without a separator",
			Hint: `"ab" with "c" and "a" with "bc" are one key, and the later write replaces the earlier: separate them by something that ` +
				"neither can hold, or use CreateCompositeKey with each as an attribute of its own",
			Related: []analysis.RelatedInformation{{Pos: site.Pos(), Message: "used as a key here"}},
		}.Analysis())
		return
	}
}

// name is what a reader calls v.
func name(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.UnOp:
		switch at := v.X.(type) {
		case *ssa.IndexAddr:
			if i, ok := at.Index.(*ssa.Const); ok {
				return name(at.X) + "[" + i.Value.String() + "]"
			}
			return "an element of " + name(at.X)
		case *ssa.FieldAddr:
			return field(at.X.Type(), at.Field)
		case *ssa.Global:
			return at.Name()
		case *ssa.Alloc:
			return at.Comment
		}
	case *ssa.Alloc:
		return v.Comment
	case *ssa.Field:
		return field(v.X.Type(), v.Field)
	case *ssa.Phi:
		if v.Comment != "" && !strings.ContainsAny(v.Comment, "&|") {
			return v.Comment
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return name(call)
		}
	case *ssa.Call:
		if fn := flow.Callee(v.Common()); fn != nil {
			if fn.Signature().Recv() == nil && fn.Pkg() != v.Parent().Pkg.Pkg && fn.Pkg() != nil {
				return fn.Pkg().Name() + "." + fn.Name() + "()"
			}
			return fn.Name() + "()"
		}
	case *ssa.Slice:
		return name(v.X)
	case *ssa.Convert:
		return name(v.X)
	}
	if b, ok := v.Type().Underlying().(*types.Basic); ok {
		return "a " + b.Name()
	}
	return "a value"
}

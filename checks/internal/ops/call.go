package ops

import (
	"go/types"
	"strings"

	goconst "go/constant"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// call is what result i of a call is.
func (e *evaluator) call(site *ssa.Call, i int) Expr {
	fn := flow.Callee(site.Common())
	if fn == nil {
		return e.result(site, i)
	}
	args := site.Common().Args
	switch path := packageOf(fn); {
	case fn.Name() == "CreateCompositeKey" && len(args) >= 2 && i == 0:
		return e.composite(args[len(args)-2], args[len(args)-1])
	case site.Common().IsInvoke():
		if constantCall(fn.Name()) && e.carries(site.Common().Value) {
			return Expr{Op: pure, Text: fn.Name() + "#" + string(rune('0'+i))}
		}
	case path == "fmt" && fn.Name() == "Sprintf":
		return e.format(site)
	case path == "fmt" && fn.Name() == "Sprint", path == "strings" && fn.Name() == "Join":
		if list, ok := e.elements(args[0]); ok {
			if len(args) > 1 {
				list = append(list, e.expr(args[1]))
			}
			return Expr{Op: pure, Text: fn.Name(), Args: list}
		}
	case fn.Signature().Recv() == nil && i == 0 &&
		(path == "strconv" || path == "strings" || path == "encoding/hex"):
		x := Expr{Op: pure, Text: path + "." + fn.Name()}
		for _, arg := range args {
			x.Args = append(x.Args, e.expr(arg))
		}
		return x
	}
	return e.result(site, i)
}

// constantCall says whether a method of the stub or of the client's identity
// answers the same throughout a transaction.
func constantCall(name string) bool {
	switch name {
	case "GetTxID", "GetChannelID", "GetID", "GetMSPID", "GetCreator", "GetFunctionAndParameters":
		return true
	}
	return false
}

func packageOf(fn *types.Func) string {
	if fn.Pkg() == nil {
		return ""
	}
	return fabric.Unvendored(fn.Pkg().Path())
}

// result is what the called function is known to return.
func (e *evaluator) result(site *ssa.Call, i int) Expr {
	v := e.value(site, "/#"+string(rune('0'+i)))
	for _, ref := range *site.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			v = e.value(x, "")
		}
	}
	if site.Common().Signature().Results().Len() == 1 {
		v = e.value(site, "")
	}
	callees := e.p.callees(site)
	if len(callees) != 1 || i >= len(callees[0].sum.Results) {
		return v
	}
	x := callees[0].sum.Results[i]
	if x.Op == none {
		return v
	}
	return e.handed(x, site)
}

// handed is x, an expression of a callee's parameters, by the caller's
// arguments.
func (e *evaluator) handed(x Expr, site ssa.CallInstruction) Expr {
	common := site.Common()
	args := flow.Actuals(common)
	if x.Op == open && len(x.Args) == 2 { // a slice literal shows its elements
		if last := x.Args[1]; last.Op == parameter && last.Text == "/*" && last.Index < len(args) {
			if list, ok := e.elements(args[last.Index]); ok {
				return Expr{Op: composite, Args: append([]Expr{e.handed(x.Args[0], site)}, list...)}
			}
		}
	}
	return x.mapped(func(leaf Expr) Expr {
		path := leaf.Text
		if leaf.Index >= free {
			mk, ok := common.Value.(*ssa.MakeClosure)
			if !ok || leaf.Index-free >= len(mk.Bindings) {
				return Expr{Op: unknown}
			}
			return e.part(mk.Bindings[leaf.Index-free], path)
		}
		if leaf.Index >= len(args) {
			return Expr{Op: unknown}
		}
		if rest, ok := strings.CutPrefix(path, "/*"); ok && rest == "" {
			x := e.expr(args[leaf.Index])
			if x.Op != parameter && x.Op != local {
				return Expr{Op: unknown}
			}
			x.Text += path
			return x
		}
		return e.part(args[leaf.Index], path)
	})
}

// part is what the part at path of v holds, where v is a value or the address
// of one.
func (e *evaluator) part(v ssa.Value, path string) Expr {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	switch a := v.(type) {
	case *ssa.Alloc, *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Global, *ssa.FreeVar:
		return e.load(a, path)
	}
	if path == "" {
		return e.expr(v)
	}
	if load, ok := v.(*ssa.UnOp); ok {
		return e.load(load.X, path)
	}
	return e.load(v, path)
}

// format is a Sprintf whose parts follow each other.
func (e *evaluator) format(site *ssa.Call) Expr {
	args := site.Common().Args
	c, ok := args[0].(*ssa.Const)
	list, ok2 := e.elements(args[1])
	if !ok || !ok2 || c.Value == nil {
		return e.value(site, "")
	}
	text := goconst.StringVal(c.Value)
	var parts []Expr
	for {
		i := strings.IndexByte(text, '%')
		if i < 0 {
			break
		}
		end := i + 1
		for end < len(text) && strings.IndexByte("+-# 0123456789.", text[end]) >= 0 {
			end++
		}
		if end == len(text) {
			return e.value(site, "")
		}
		parts = append(parts, Expr{Op: constant, Text: text[:i]})
		verb := text[i : end+1]
		text = text[end+1:]
		switch {
		case verb == "%%":
			parts = append(parts, Expr{Op: constant, Text: "%"})
			continue
		case len(list) == 0:
			return e.value(site, "")
		case verb == "%s" || verb == "%v":
			parts = append(parts, list[0])
		default:
			parts = append(parts, Expr{Op: pure, Text: verb, Args: list[:1:1]})
		}
		list = list[1:]
	}
	return join(append(parts, Expr{Op: constant, Text: text})...)
}

// Package argument finds the arguments that clients send with a transaction:
// what endorsers did not choose, and what stands in the block for every peer
// and orderer to read.
//
// It promises that transient data are none of them.
package argument

import (
	"go/constant"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Seed is where arguments arise in a function.
type Seed struct {
	Fn   *ssa.Function
	Fact flow.Fact
	// Likely says that it may be something else: a parameter of a function
	// that somebody outside of the package calls with the stub.
	Likely bool
	// Evaluated says that it is of a transaction that nobody orders.
	Evaluated bool
}

// Seeds lists the arguments of all transactions, in the order of the source.
func Seeds(p *flow.Package, contracts []*contract.Contract) []Seed {
	transactions, evaluated := map[*types.Func]bool{}, map[*types.Func]bool{}
	left := map[*types.Func]bool{}
	for _, c := range contracts {
		for _, m := range c.Methods {
			switch {
			case c.Ignored.Lists(m.Name()):
				left[m] = true
			case c.Evaluated.Lists(m.Name()):
				evaluated[m] = true
				fallthrough
			default:
				transactions[m] = true
			}
		}
	}
	var list []Seed
	for _, fn := range p.Funcs {
		obj, _ := fn.Object().(*types.Func)
		switch {
		case transactions[obj]:
			list = append(list, parameters(p, fn, false, evaluated[obj])...)
		case p.Entry(fn) == flow.Likely && !left[obj]:
			list = append(list, parameters(p, fn, true, false)...)
		}
		list = append(list, calls(fn)...)
	}
	return list
}

// parameters are those of fn that clients fill.
func parameters(p *flow.Package, fn *ssa.Function, likely, evaluated bool) []Seed {
	var list []Seed
	for i, param := range fn.Params {
		if i == 0 && fn.Signature.Recv() != nil || p.CarriesStub(param.Type()) || likely && !textual(param.Type()) {
			continue
		}
		list = append(list, Seed{fn, flow.Fact{V: param}, likely, evaluated})
	}
	return list
}

// textual says whether a t is how handlers get their arguments.
func textual(t types.Type) bool {
	for {
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Map:
			return true
		case *types.Basic:
			return u.Kind() == types.String || u.Kind() == types.Uint8
		default:
			return false
		}
	}
}

// calls are the stub's methods that return arguments.
func calls(fn *ssa.Function) []Seed {
	var list []Seed
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			callee := flow.Callee(site.Common())
			if callee == nil || !ofStub(site.Common(), callee) {
				continue
			}
			switch callee.Name() {
			case "GetArgs", "GetStringArgs":
				list = append(list, Seed{Fn: fn, Fact: flow.Fact{V: site}})
			case "GetFunctionAndParameters":
				list = append(list, Seed{Fn: fn, Fact: flow.Fact{V: site, Path: "/#1"}})
			case "GetArgsSlice":
				list = append(list, Seed{Fn: fn, Fact: flow.Fact{V: site, Path: "/#0"}})
			}
		}
	}
	return list
}

// ofStub says whether callee is called on a stub.
func ofStub(call *ssa.CallCommon, callee *types.Func) bool {
	if call.IsInvoke() {
		return fabric.IsStub(call.Value.Type())
	}
	return callee.Signature().Recv() != nil && len(call.Args) > 0 && fabric.IsStub(call.Args[0].Type())
}

// IsStubMethod says whether site calls the stub's method of that name.
func IsStubMethod(site ssa.CallInstruction, name string) bool {
	callee := flow.Callee(site.Common())
	return callee != nil && callee.Name() == name && ofStub(site.Common(), callee)
}

// Name is what the code calls v, as far as it shows: owner, args[0],
// input.Price; else "an argument".
func Name(v ssa.Value) string {
	if name := nameOf(v, deepest); name != "" {
		return name
	}
	return "an argument"
}

// deepest is how many steps lead back to a name at most.
const deepest = 12

func nameOf(v ssa.Value, left int) string {
	if left == 0 {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Phi:
		return v.Comment
	case *ssa.Alloc:
		if v.Comment == "new" || v.Comment == "complit" || v.Comment == "varargs" || v.Comment == "slicelit" {
			return ""
		}
		return v.Comment
	case *ssa.FieldAddr:
		return field(nameOf(v.X, left-1), v.X.Type(), v.Field)
	case *ssa.Field:
		return field(nameOf(v.X, left-1), v.X.Type(), v.Field)
	case *ssa.IndexAddr:
		return element(nameOf(v.X, left-1), v.Index)
	case *ssa.Lookup:
		return element(nameOf(v.X, left-1), v.Index)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && IsStubMethod(call, "GetFunctionAndParameters") {
			return "args"
		}
		return nameOf(v.Tuple, left-1)
	case *ssa.Call:
		if IsStubMethod(v, "GetStringArgs") || IsStubMethod(v, "GetArgs") {
			return "args"
		}
		if args := v.Common().Args; len(args) > 0 && !v.Common().IsInvoke() {
			return nameOf(args[0], left-1)
		}
		return ""
	}
	if instr, ok := v.(ssa.Instruction); ok {
		if ops := instr.Operands(nil); len(ops) == 1 {
			return nameOf(*ops[0], left-1)
		}
	}
	return ""
}

func field(base string, t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return base
	}
	if base == "" {
		return st.Field(i).Name()
	}
	return base + "." + st.Field(i).Name()
}

func element(base string, index ssa.Value) string {
	if base == "" {
		return ""
	}
	if c, ok := index.(*ssa.Const); ok && c.Value != nil {
		switch c.Value.Kind() {
		case constant.Int:
			return base + "[" + strconv.FormatInt(c.Int64(), 10) + "]"
		case constant.String:
			return base + "[" + c.Value.ExactString() + "]"
		}
	}
	return base + "[...]"
}

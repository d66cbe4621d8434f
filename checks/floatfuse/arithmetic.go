package floatfuse

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

func isFloat(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}

// product is the multiplication that v is, or nil. Where a factor is a power of
// two the product is exact, and rounding it changes nothing.
func product(v ssa.Value) *ssa.BinOp {
	mul, ok := v.(*ssa.BinOp)
	if !ok || mul.Op != token.MUL || powerOfTwo(mul.X) || powerOfTwo(mul.Y) {
		return nil
	}
	return mul
}

func powerOfTwo(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return false
	}
	f := constant.ToFloat(c.Value)
	if f.Kind() != constant.Float {
		return false
	}
	value, _ := constant.Float64Val(f)
	if value == 0 {
		return true
	}
	// A power of two has one bit in its fraction.
	num, denom := constant.Num(f), constant.Denom(f)
	return oneBit(num) && oneBit(denom)
}

func oneBit(v constant.Value) bool {
	if constant.Sign(v) < 0 {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	less := constant.BinaryOp(v, token.SUB, constant.MakeInt64(1))
	return constant.Sign(constant.BinaryOp(v, token.AND, less)) == 0
}

// inexact are package math's functions whose results are not exact by
// definition. Sqrt, Floor, Round, Mod, FMA and their like are (IEEE 754, or
// computed on the bits).
var inexact = names(`Acos Acosh Asin Asinh Atan Atan2 Atanh Cbrt Cos Cosh Erf Erfc Erfcinv Erfinv Exp Exp2 Expm1 Gamma Hypot J0 J1 Jn
	Lgamma Log Log10 Log1p Log2 Pow Sin Sincos Sinh Tan Tanh Y0 Y1 Yn`)

func names(list string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		m[name] = true
	}
	return m
}

// own names the function of package math that the call is of, where each
// architecture may answer in its own way.
func own(call *ssa.CallCommon) string {
	fn := flow.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "math" || !inexact[fn.Name()] {
		return ""
	}
	constants := 0
	for _, arg := range call.Args {
		if _, ok := arg.(*ssa.Const); ok {
			constants++
		}
	}
	if constants == len(call.Args) || fn.Name() == "Pow" && whole(call.Args[1]) {
		return ""
	}
	return "math." + fn.Name()
}

// whole says whether v is a whole number, a constant or made from an integer:
// src/math/pow.go only multiplies then.
func whole(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil && constant.ToInt(v.Value).Kind() == constant.Int
	case *ssa.Convert:
		b, ok := v.X.Type().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsInteger != 0
	}
	return false
}

package crash

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// deep is how many conditions a condition may consist of.
const deep = 4

// facts are the lengths that hold where cond has this truth.
func (f *finder) facts(cond ssa.Value, truth bool, depth int) []fact {
	if depth > deep {
		return nil
	}
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return f.facts(c.X, !truth, depth+1)
		}
	case *ssa.BinOp:
		return f.compared(c, truth)
	case *ssa.Call:
		if truth {
			return f.ensured(c, isTrue)
		}
		return f.ensured(c, isFalse)
	case *ssa.Extract:
		if call, ok := c.Tuple.(*ssa.Call); ok {
			if truth {
				return f.ensured(call, isTrue)
			}
			return f.ensured(call, isFalse)
		}
	case *ssa.Phi:
		return f.joined(c, truth, depth)
	}
	return nil
}

// joined reads a condition like valid := len(a) == 2 && a[0] != "": it is true
// only by the way on which it is not the constant false.
func (f *finder) joined(phi *ssa.Phi, truth bool, depth int) []fact {
	var list []fact
	ways := 0
	for i, edge := range phi.Edges {
		if c, ok := edge.(*ssa.Const); ok && c.Value != nil && constant.BoolVal(c.Value) != truth {
			continue
		}
		if ways++; ways > 1 {
			return nil
		}
		list = f.facts(edge, truth, depth+1)
		for b := phi.Block().Preds[i]; len(b.Preds) == 1 && depth <= deep; b, depth = b.Preds[0], depth+1 {
			if branch, ok := b.Preds[0].Instrs[len(b.Preds[0].Instrs)-1].(*ssa.If); ok {
				list = append(list, f.facts(branch.Cond, arm(b.Preds[0], b) == 0, depth+1)...)
			}
		}
	}
	return list
}

// lengthIn says whether v is len(list) plus shift.
func (f *finder) lengthIn(v ssa.Value) (list key, shift int, ok bool) {
	switch v := v.(type) {
	case *ssa.Call:
		if b, is := v.Common().Value.(*ssa.Builtin); is && b.Name() == "len" && isList(v.Common().Args[0].Type()) {
			return f.keyOf(v.Common().Args[0], ""), 0, true
		}
	case *ssa.Convert:
		return f.lengthIn(v.X)
	case *ssa.BinOp:
		n, isNumber := number(v.Y)
		list, shift, ok = f.lengthIn(v.X)
		switch {
		case ok && isNumber && v.Op == token.SUB:
			return list, shift - n, true
		case ok && isNumber && v.Op == token.ADD:
			return list, shift + n, true
		}
	}
	return key{}, 0, false
}

// compared are the lengths that hold where a comparison has this truth.
func (f *finder) compared(c *ssa.BinOp, truth bool) []fact {
	op, x, y := c.Op, c.X, c.Y
	if _, _, ok := f.lengthIn(x); !ok {
		if _, _, ok := f.lengthIn(y); ok {
			op, x, y = mirrored(op), y, x
		}
	}
	if !truth {
		op = inverse(op)
	}
	if k, shift, ok := f.lengthIn(x); ok {
		past := 0
		if n, ok := number(y); ok && op == token.NEQ && n >= shift {
			past = n - shift + 1
		}
		return []fact{{k, atLeast(op, y, shift), past}}
	}
	if isNil(x) {
		x, y = y, x
	}
	if call, result := callBehind(x); call != nil {
		switch {
		case isNil(y) && types.Identical(result, types.Universe.Lookup("error").Type()):
			if op == token.EQL {
				return f.ensured(call, noError)
			}
			return nil
		case isBoolean(x) && op == token.EQL:
			if c, ok := y.(*ssa.Const); ok && c.Value != nil {
				return f.facts(x, constant.BoolVal(c.Value), deep)
			}
		case !flow.IsText(x.Type()) || !isArgument(call, x):
			return f.ensured(call, anything) // resp.Status, strings.Index
		}
	}
	return f.equalText(op, x, y)
}

// isArgument says whether a comparison looks at what the call computed text
// from, rather than at a verdict on it: strings.ToLower(x) == "".
func isArgument(call *ssa.Call, x ssa.Value) bool { return call == x && flow.IsText(x.Type()) }

// equalText reads comparisons of text with a constant.
func (f *finder) equalText(op token.Token, x, y ssa.Value) []fact {
	if c, ok := x.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		x, y = y, x
	}
	c, ok := y.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return nil
	}
	text := constant.StringVal(c.Value)
	switch {
	case op == token.EQL && text != "":
		return []fact{{key: f.keyOf(x, ""), min: len(text)}}
	case op == token.NEQ && text == "":
		return []fact{{key: f.keyOf(x, ""), min: 1}}
	}
	return nil
}

// atLeast is the least length where len+shift op y holds.
func atLeast(op token.Token, y ssa.Value, shift int) int {
	n, constant := number(y)
	if !constant {
		if _, counter := y.(*ssa.Phi); counter && op == token.NEQ {
			return most // if i == len(args) { break }
		}
		if op == token.NEQ || op == token.LSS || op == token.LEQ {
			return 0
		}
		return most
	}
	switch op {
	case token.EQL, token.GEQ:
		return n - shift
	case token.GTR:
		return n + 1 - shift
	case token.NEQ:
		if n == 0 && shift == 0 {
			return 1
		}
	}
	return 0
}

func mirrored(op token.Token) token.Token {
	switch op {
	case token.LSS:
		return token.GTR
	case token.LEQ:
		return token.GEQ
	case token.GTR:
		return token.LSS
	case token.GEQ:
		return token.LEQ
	}
	return op
}

func inverse(op token.Token) token.Token {
	switch op {
	case token.EQL:
		return token.NEQ
	case token.NEQ:
		return token.EQL
	case token.LSS:
		return token.GEQ
	case token.LEQ:
		return token.GTR
	case token.GTR:
		return token.LEQ
	case token.GEQ:
		return token.LSS
	}
	return op
}

// callBehind is the call that v is a result of, or a field of one, and v's
// type.
func callBehind(v ssa.Value) (*ssa.Call, types.Type) {
	t := v.Type()
	for range deep {
		switch x := v.(type) {
		case *ssa.Call:
			if _, builtin := x.Common().Value.(*ssa.Builtin); builtin {
				return nil, nil
			}
			return x, t
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.Field:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.Alloc:
			stored := flow.OnlyStore(x)
			if stored == nil {
				return nil, nil
			}
			v = stored
		default:
			return nil, nil
		}
	}
	return nil, nil
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

func isBoolean(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// validates says whether a branch on what fn answers can tell something of a
// list that fn was given. The stub's methods take any text.
func validates(call *ssa.CallCommon) bool {
	if _, stub := flow.StubCall(call); stub {
		return false
	}
	fn := flow.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return true
	}
	return !strings.HasPrefix(fn.Name(), "CreateCompositeKey") && fn.Pkg().Path() != "fmt"
}

package keyjoin

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// part is a piece of a key: a constant text, or a value.
type part struct {
	text  string
	value ssa.Value
	// fixed says that the piece always has the same length, or is the same in
	// all keys.
	fixed bool
}

// longest is how many parts of one join are looked at.
const longest = 64

// join are the parts that v joins, and the instruction that does; nil where it
// joins nothing.
func (c *check) join(v ssa.Value) ([]part, ssa.Instruction) {
	switch v := v.(type) {
	case *ssa.BinOp:
		if v.Op == token.ADD && isText(v.Type()) {
			return c.flatten(v, nil), v
		}
	case *ssa.Call:
		switch calleeName(v) {
		case "fmt.Sprintf", "fmt.Sprint", "strings.Join":
			if list := c.flatten(v, nil); len(list) > 1 {
				return list, v
			}
		}
	}
	return nil, nil
}

func calleeName(call *ssa.Call) string {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return ""
	}
	return fn.Pkg().Path() + "." + fn.Name()
}

// flatten appends the parts of v from left to right.
func (c *check) flatten(v ssa.Value, list []part) []part {
	if len(list) > longest {
		return list
	}
	if t, ok := text(v); ok {
		if t == "" {
			return list
		}
		return append(list, part{text: t})
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		if v.Op == token.ADD && isText(v.Type()) {
			c.seen[v] = true
			return c.flatten(v.Y, c.flatten(v.X, list))
		}
	case *ssa.MakeInterface:
		return c.flatten(v.X, list)
	case *ssa.Convert:
		if isText(v.X.Type()) {
			return c.flatten(v.X, list)
		}
	case *ssa.Call:
		if parts, ok := c.formatted(v, list); ok {
			return parts
		}
	}
	return append(list, part{value: v, fixed: c.fixed(v)})
}

// formatted appends the parts that a function of fmt or strings joins.
func (c *check) formatted(call *ssa.Call, list []part) ([]part, bool) {
	args := call.Common().Args
	switch calleeName(call) {
	case "fmt.Sprintf":
		format, ok := text(args[0])
		elems, known := stub.Elements(args[1])
		if ok && known {
			return c.verbs(format, elems, list)
		}
	case "fmt.Sprint":
		if elems, known := stub.Elements(args[0]); known {
			for _, e := range elems {
				list = c.flatten(e, list)
			}
			return list, len(elems) > 1
		}
	case "strings.Join":
		elems, known := stub.Elements(args[0])
		sep, ok := text(args[1])
		if !known || !ok {
			return nil, false
		}
		for i, e := range elems {
			if i > 0 && sep != "" {
				list = append(list, part{text: sep})
			}
			list = c.flatten(e, list)
		}
		return list, true
	}
	return nil, false
}

// verbs appends the parts of a format.
func (c *check) verbs(format string, args []ssa.Value, list []part) ([]part, bool) {
	plain := func(s string) {
		if s != "" {
			list = append(list, part{text: s})
		}
	}
	for {
		i := strings.IndexByte(format, '%')
		if i < 0 || i+1 == len(format) {
			plain(format)
			return list, true
		}
		plain(format[:i])
		format = format[i+1:]
		flags := len(format) - len(strings.TrimLeft(format, "+-# 0123456789."))
		width, verb := format[:flags], format[flags:]
		switch {
		case verb == "" || verb[0] == '[' || verb[0] == '*':
			return nil, false
		case verb[0] == '%':
			plain("%")
		case len(args) == 0:
			return nil, false
		default:
			list = c.verb(width, verb[0], args[0], list)
			args = args[1:]
		}
		format = verb[1:]
	}
}

// verb appends what one verb makes of its argument.
func (c *check) verb(width string, verb byte, arg ssa.Value, list []part) []part {
	if mi, ok := arg.(*ssa.MakeInterface); ok {
		arg = mi.X
	}
	if _, isConst := text(arg); isConst && (verb == 's' || verb == 'v') {
		return c.flatten(arg, list)
	}
	switch {
	case strings.Trim(width, "+-# .") != "" || verb == 't' || verb == 'c':
		return append(list, part{value: arg, fixed: true})
	case verb == 'q':
		return append(list, part{text: `"`}, part{value: arg}, part{text: `"`})
	case verb == 'x' || verb == 'X':
		return append(list, part{value: arg, fixed: digest(arg)})
	}
	return c.flatten(arg, list)
}

// text is the constant text of v.
func text(v ssa.Value) (string, bool) {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(k.Value), true
}

package queryinject

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// splice is an instruction that puts a client's text into another text as it
// is.
type splice struct {
	at ssa.Instruction
	// part is the text that is put in.
	part ssa.Value
	// text is what it becomes part of: a value, or a builder that is written
	// to.
	text    ssa.Value
	builder bool
}

// splices says whether fact is put into a text at the instruction; done says
// that the instruction is understood, and that nothing else is to follow.
func splices(fact flow.Fact, at ssa.Instruction) (s *splice, done bool) {
	switch at := at.(type) {
	case *ssa.BinOp:
		if at.Op == token.ADD {
			return &splice{at: at, part: fact.V, text: at}, true
		}
		return nil, true
	case *ssa.Store:
		if call, i := formatted(at); call != nil && at.Val == fact.V {
			return format(fact, call, i), true
		}
	case *ssa.Call:
		return inCall(fact, at)
	}
	return nil, false
}

// formatted is the call of fmt that the stored value is the i-th variadic
// argument of, or nil.
func formatted(at *ssa.Store) (*ssa.Call, int) {
	elem, ok := at.Addr.(*ssa.IndexAddr)
	if !ok {
		return nil, 0
	}
	array, ok := elem.X.(*ssa.Alloc)
	index, isConst := elem.Index.(*ssa.Const)
	if !ok || !isConst || array.Comment != "varargs" {
		return nil, 0
	}
	for _, ref := range *array.Referrers() {
		slice, ok := ref.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, use := range *slice.Referrers() {
			if call, ok := use.(*ssa.Call); ok && path(flow.Callee(call.Common())) == "fmt" {
				return call, int(index.Int64())
			}
		}
	}
	return nil, 0
}

// format is the splice of the i-th operand of a call of fmt, or nil where its
// verb cannot carry a quote into the text.
func format(fact flow.Fact, call *ssa.Call, i int) *splice {
	fn, args := flow.Callee(call.Common()), call.Common().Args
	s := &splice{at: call, part: fact.V, text: call}
	name := fn.Name()
	if strings.HasPrefix(name, "Fprint") {
		s.text, s.builder = args[0], true
		if mi, ok := args[0].(*ssa.MakeInterface); ok {
			s.text = mi.X
		}
	} else if name == "Errorf" || !strings.HasPrefix(name, "Sprint") && !strings.HasPrefix(name, "Append") {
		return nil
	}
	if !strings.HasSuffix(name, "f") {
		return s
	}
	template := args[len(args)-2]
	if c, ok := template.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		if verb := verbOf(constant.StringVal(c.Value), i); verb != 's' && verb != 'v' {
			return nil
		}
	}
	return s
}

// verbOf is the verb that prints operand i, or 0.
func verbOf(format string, operand int) rune {
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		for i++; i < len(format); i++ {
			c := format[i]
			switch {
			case strings.IndexByte("+-# .0123456789", c) >= 0:
				continue
			case c == '[':
				if n := strings.IndexByte(format[i:], ']'); n > 0 {
					next = number(format[i+1:i+n]) - 1
					i += n
				}
				continue
			case c == '*':
				next++
				continue
			case c != '%':
				if next == operand {
					return rune(c)
				}
				next++
			}
			break
		}
	}
	return 0
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// inCall is a call that takes the fact.
func inCall(fact flow.Fact, at *ssa.Call) (s *splice, done bool) {
	common := at.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" && common.Args[1] == fact.V && fact.Path == "" && isBytes(at.Type()) {
			return &splice{at: at, part: fact.V, text: at}, true
		}
		return nil, b.Name() != "append" && b.Name() != "copy"
	}
	fn := flow.Callee(common)
	if fn == nil {
		return nil, false
	}
	whole := &splice{at: at, part: fact.V, text: at}
	switch name := fn.Name(); path(fn) {
	case "strings", "bytes":
		switch {
		case fn.Signature().Recv() != nil && strings.HasPrefix(name, "Write") && common.Args[0] != fact.V:
			return &splice{at: at, part: fact.V, text: common.Args[0], builder: true}, true
		case name == "Join":
			return whole, true
		case (name == "Replace" || name == "ReplaceAll") && common.Args[2] == fact.V:
			return whole, true
		case name == "Replace" || name == "ReplaceAll":
			return nil, cleans(common.Args[1])
		}
	case "io":
		if name == "WriteString" && common.Args[1] == fact.V {
			return &splice{at: at, part: fact.V, text: common.Args[0], builder: true}, true
		}
	case "fmt": // a whole slice of operands, or the format itself
		if strings.HasPrefix(name, "Sprint") {
			return whole, true
		}
		return nil, true
	}
	return nil, false
}

// cleans says whether replacing old takes away what ends a string of JSON.
func cleans(old ssa.Value) bool {
	c, ok := old.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && strings.ContainsAny(constant.StringVal(c.Value), `"\'`)
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// path is the import path of fn's package, or "".
func path(fn *types.Func) string {
	if fn == nil || fn.Pkg() == nil {
		return ""
	}
	return fn.Pkg().Path()
}

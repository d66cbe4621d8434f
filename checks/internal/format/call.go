package format

import (
	"go/constant"
	"go/types"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Argument is a value that a call formats.
type Argument struct {
	Value ssa.Value
	Type  types.Type // of the value, before it became an interface
	Verb  rune       // 'v' where the function takes no format
	Sharp bool       // the verb is %#v
}

// Call is a call of fmt that makes text of its arguments.
type Call struct {
	// Writer is where the text goes, nil where it is the result.
	Writer    ssa.Value
	Arguments []Argument
}

// Of takes a call of fmt's Sprint, Fprint and Append functions apart. Errorf
// and the functions that print to the process's own output are left out: their
// text is no result.
func Of(site ssa.CallInstruction) (Call, bool) {
	fn := flow.Callee(site.Common())
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "fmt" {
		return Call{}, false
	}
	args := site.Common().Args
	var c Call
	name := fn.Name()
	kind, isText := strings.CutPrefix(name, "Sprint")
	if !isText {
		kind, isText = strings.CutPrefix(name, "Append")
		if !isText {
			if kind, isText = strings.CutPrefix(name, "Fprint"); !isText {
				return Call{}, false
			}
			c.Writer = args[0]
		}
		args = args[1:]
	}
	if kind != "f" {
		for _, v := range elements(args[len(args)-1]) {
			c.Arguments = append(c.Arguments, argument(v, 'v', false))
		}
		return c, true
	}
	layout, ok := args[0].(*ssa.Const)
	if !ok || layout.Value == nil || layout.Value.Kind() != constant.String {
		return c, true
	}
	values := elements(args[1])
	for _, v := range verbs(constant.StringVal(layout.Value)) {
		if v.arg < len(values) {
			c.Arguments = append(c.Arguments, argument(values[v.arg], v.verb, v.sharp))
		}
	}
	return c, true
}

func argument(v ssa.Value, verb rune, sharp bool) Argument {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	a := Argument{Value: v, Verb: verb, Sharp: sharp}
	if v != nil {
		a.Type = v.Type()
	}
	return a
}

// elements are the values of a variadic argument that is written out at the
// call, nil for those that are not known.
func elements(v ssa.Value) []ssa.Value {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	alloc, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	array, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok {
		return nil
	}
	list := make([]ssa.Value, array.Len())
	for _, ref := range *alloc.Referrers() {
		at, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		index, ok := at.Index.(*ssa.Const)
		if !ok {
			return nil
		}
		for _, use := range *at.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == at && index.Int64() < int64(len(list)) {
				list[index.Int64()] = store.Val
			}
		}
	}
	return list
}

// verb is one of a format's, and the argument that it prints.
type verb struct {
	verb  rune
	sharp bool
	arg   int
}

// verbs reads a format as fmt does, widths and argument indexes included.
func verbs(layout string) (list []verb) {
	next := 0
	for {
		_, rest, ok := strings.Cut(layout, "%")
		if !ok {
			return list
		}
		flags := len(rest) - len(strings.TrimLeft(rest, "+-# 0"))
		v := verb{sharp: strings.Contains(rest[:flags], "#")}
		rest = rest[flags:]
		rest = number(rest, &next)
		if precision, ok := strings.CutPrefix(rest, "."); ok {
			rest = number(precision, &next)
		}
		rest = index(rest, &next)
		r, size := utf8.DecodeRuneInString(rest)
		layout = rest[size:]
		if size == 0 || r == '%' {
			continue
		}
		v.verb, v.arg = r, next
		v.sharp = v.sharp && r == 'v'
		list = append(list, v)
		next++
	}
}

// number passes over a width or precision: digits, or an argument of its own.
func number(rest string, next *int) string {
	rest = index(rest, next)
	if star, ok := strings.CutPrefix(rest, "*"); ok {
		*next++
		return star
	}
	return strings.TrimLeft(rest, "0123456789")
}

// index passes over [n], which names the next argument.
func index(rest string, next *int) string {
	digits, behind, ok := strings.Cut(rest, "]")
	if !ok || !strings.HasPrefix(digits, "[") {
		return rest
	}
	n := 0
	for _, r := range digits[1:] {
		if r < '0' || r > '9' || n > 1<<16 {
			return rest
		}
		n = n*10 + int(r-'0')
	}
	if n > 0 {
		*next = n - 1
	}
	return behind
}

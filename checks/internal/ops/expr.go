package ops

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Expr is how a key is made. The zero value stands for "none".
type Expr struct {
	Op Form
	// Text is a constant, the name of a pure function, the path of a part
	// within a parameter or value.
	Text string
	// Index is a parameter's place, from free on a free variable's; for a
	// value, its number within the function.
	Index int
	Args  []Expr

	// root is the value or variable that a part is looked up in, for those
	// who must know whether it changes.
	root ssa.Value
}

// Form is what kind of expression an Expr is.
type Form uint8

const (
	none      Form = iota
	constant       // Text
	parameter      // Text within parameter Index
	local          // Text within a value of the function
	joined         // Args one behind the other
	composite      // a composite key of object type Args[0] and attributes Args[1:]
	open           // like composite, with a slice of attributes as its last argument
	pure           // Text(Args): the same for the same arguments
	unknown
)

// free is the index of a closure's first free variable.
const free = 1000

// deepest and widest bound an expression.
const (
	deepest = 10
	widest  = 24
)

// canon is the same for two expressions of one function exactly when they are
// made in the same way; opaque says that some part of it is not known.
func (x Expr) canon() (text string, opaque bool) {
	var b strings.Builder
	opaque = x.write(&b)
	return b.String(), opaque
}

func (x Expr) write(b *strings.Builder) (opaque bool) {
	switch x.Op {
	case none:
		b.WriteByte('-')
	case constant:
		b.WriteString(strconv.Quote(x.Text))
	case parameter:
		b.WriteString("p" + strconv.Itoa(x.Index) + x.Text)
	case local:
		b.WriteString("v" + strconv.Itoa(x.Index) + x.Text)
	case unknown:
		b.WriteByte('?')
		return true
	default:
		b.WriteByte("+kof"[x.Op-joined])
		b.WriteString(x.Text + "(")
		for i, arg := range x.Args {
			if i > 0 {
				b.WriteByte(',')
			}
			opaque = arg.write(b) || opaque
		}
		b.WriteByte(')')
		return opaque
	}
	return false
}

// join puts expressions one behind the other.
func join(list ...Expr) Expr {
	var flat []Expr
	for _, x := range list {
		parts := []Expr{x}
		if x.Op == joined {
			parts = x.Args
		}
		for _, part := range parts {
			last := len(flat) - 1
			switch {
			case part.Op == constant && part.Text == "":
			case part.Op == constant && last >= 0 && flat[last].Op == constant:
				flat[last] = Expr{Op: constant, Text: flat[last].Text + part.Text}
			default:
				flat = append(flat, part)
			}
		}
	}
	switch {
	case len(flat) == 0:
		return Expr{Op: constant}
	case len(flat) == 1:
		return flat[0]
	case len(flat) > widest:
		return Expr{Op: unknown}
	}
	return Expr{Op: joined, Args: flat}
}

// each calls visit for x and all its parts.
func (x Expr) each(visit func(Expr)) {
	visit(x)
	for _, arg := range x.Args {
		arg.each(visit)
	}
}

// mapped is x with each parameter and value replaced.
func (x Expr) mapped(leaf func(Expr) Expr) Expr {
	switch x.Op {
	case parameter, local:
		return leaf(x)
	case joined, composite, open, pure:
		args := make([]Expr, len(x.Args))
		for i, arg := range x.Args {
			args[i] = arg.mapped(leaf)
		}
		if x.Op == joined {
			return join(args...)
		}
		x.Args = args
	}
	return x
}

// exported is x as callers may see it: what only the function knows is unknown.
func (x Expr) exported() Expr {
	return x.mapped(func(leaf Expr) Expr {
		if leaf.Op == local {
			return Expr{Op: unknown}
		}
		return Expr{Op: parameter, Index: leaf.Index, Text: leaf.Text}
	})
}

// Const is the constant that x is.
func (x Expr) Const() (string, bool) { return x.Text, x.Op == constant }

// prefix is the constant text that the key certainly starts with; whole says
// that it is all of it.
func (x Expr) prefix() (text string, whole bool) {
	switch x.Op {
	case constant:
		return x.Text, true
	case joined:
		if x.Args[0].Op == constant {
			return x.Args[0].Text, false
		}
	}
	return "", false
}

// IsComposite says whether x certainly is a composite key.
func (x Expr) IsComposite() bool { return x.Op == composite || x.Op == open }

// Unbound says whether a composite key is an object type without attributes: a
// query by it gets all keys of that type. A type that is not a constant is an
// attribute by another name.
func (x Expr) Unbound() bool {
	return x.Op == composite && len(x.Args) == 1 && x.Args[0].Op == constant
}

// IsConst says whether x is a constant.
func (x Expr) IsConst() bool { return x.Op == constant }

// IsParameter says whether x is a parameter, or a part of one.
func (x Expr) IsParameter() bool { return x.Op == parameter }

// IsChannel says whether x is the transaction's own channel.
func (x Expr) IsChannel() bool { return x.Op == pure && x.Text == "GetChannelID#0" }

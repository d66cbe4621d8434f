package format

import (
	"go/types"
	"strings"
)

// Shows is what of a value's text is of one process alone. More is worse.
type Shows int

const (
	Nothing Shows = iota
	// Code is the address of a function: copies of one static binary agree.
	Code
	// Maybe is an address behind a field, which may be nil.
	Maybe
	Address
)

// Printed says whether fmt prints an address for a value of type t, and of
// what in it. Of interfaces, whose values are not known, it says nothing.
func Printed(t types.Type, verb rune, sharp bool) (Shows, types.Type) {
	if t == nil || isNamed(t, "reflect", "Value") {
		return Nothing, nil
	}
	p := &printer{sharp: sharp, open: map[types.Type]bool{}}
	switch verb {
	case 'T', '%':
		return Nothing, nil
	case 'p': // before any method
		switch t.Underlying().(type) {
		case *types.Slice, *types.Map:
			return Address, t
		case *types.Struct, *types.Array, *types.Basic:
			if !isPointer(t) {
				p.erring, verb = true, 'v'
			}
		}
	}
	if verb != 'p' && p.methods(t, verb) {
		return Nothing, nil
	}
	return p.value(t, verb, place{})
}

// place is where in a value fmt is: what reflection may not hand out has no
// methods (reflect.Value.CanInterface).
type place struct {
	deep   bool
	hidden bool // behind an unexported field
	// sticky is hidden with all that lies below; a field of an embedded
	// struct is not.
	sticky bool
}

type printer struct {
	sharp  bool
	erring bool // within %!s(...), where methods are not asked
	open   map[types.Type]bool
}

// value is fmt's printValue.
func (p *printer) value(t types.Type, verb rune, at place) (Shows, types.Type) {
	if at.deep && !at.hidden && p.methods(t, verb) || p.open[t] {
		return Nothing, nil
	}
	p.open[t] = true
	defer delete(p.open, t)
	below := place{deep: true, hidden: at.hidden, sticky: at.hidden}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return p.pointer(t, verb, Address, at)
		}
	case *types.Chan:
		return p.pointer(t, verb, Address, at)
	case *types.Signature:
		return p.pointer(t, verb, Code, at)
	case *types.Pointer:
		if !at.deep && verb != 'p' {
			switch u.Elem().Underlying().(type) {
			case *types.Array, *types.Slice, *types.Struct, *types.Map:
				return p.value(u.Elem(), verb, below)
			}
		}
		return p.pointer(t, verb, Address, at)
	case *types.Slice:
		return p.value(u.Elem(), verb, below)
	case *types.Array:
		return p.value(u.Elem(), verb, below)
	case *types.Map:
		key, of := p.value(u.Key(), verb, below)
		if value, other := p.value(u.Elem(), verb, below); value > key {
			return value, other
		}
		return key, of
	case *types.Struct:
		if isNamed(t, "time", "Time") {
			return Nothing, nil // its location is nil in UTC
		}
		return p.fields(u, verb, at)
	}
	return Nothing, nil
}

func (p *printer) fields(s *types.Struct, verb rune, at place) (worst Shows, of types.Type) {
	for f := range s.Fields() {
		field := place{deep: true, sticky: at.sticky || !f.Exported() && !f.Embedded()}
		field.hidden = field.sticky || !f.Exported()
		shows, in := p.value(f.Type(), verb, field)
		if shows == Address && isPointer(f.Type()) {
			shows = Maybe
		}
		if shows > worst {
			worst, of = shows, in
		}
	}
	return worst, of
}

// pointer is fmt's fmtPointer. A verb that pointers do not have prints them
// with %v, from the top.
func (p *printer) pointer(t types.Type, verb rune, shows Shows, at place) (Shows, types.Type) {
	if strings.ContainsRune("vpbodxX", verb) {
		return shows, t
	}
	inner := &printer{erring: true, open: map[types.Type]bool{}}
	return inner.value(t, 'v', place{hidden: at.hidden, sticky: at.sticky})
}

// methods says whether a value of type t is asked for its text (handleMethods).
func (p *printer) methods(t types.Type, verb rune) bool {
	if p.erring {
		return false
	}
	if obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "Format"); obj != nil {
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Params().Len() == 2 && isNamed(fn.Signature().Params().At(0).Type(), "fmt", "State") {
			return true
		}
	}
	if p.sharp {
		return says(t, "GoString")
	}
	return strings.ContainsRune("vsxXq", verb) && (says(t, "Error") || says(t, "String"))
}

// says says whether t has the method, without parameters, that returns a string.
func says(t types.Type, method string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, method)
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.Typ[types.String])
}

func isPointer(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Chan, *types.Signature:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

func isNamed(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path && n.Obj().Name() == name
}

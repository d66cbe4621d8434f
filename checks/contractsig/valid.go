package contractsig

import (
	"go/types"
	"reflect"
	"unicode"
	"unicode/utf8"
)

// basic has the basic kinds that contract-api converts arguments to and from
// (internal/types/types.go, BasicTypes).
func basic(kind types.BasicKind) bool {
	switch kind {
	case types.Bool, types.String, types.Float32, types.Float64,
		types.Int, types.Int8, types.Int16, types.Int32, types.Int64,
		types.Uint, types.Uint8, types.Uint16, types.Uint32, types.Uint64:
		return true
	}
	return false
}

// refusal says what contract-api has against a parameter or result of type t,
// or "". It is typeIsValid of internal/types_handler.go, with the same order of
// questions; above are the structs around t.
//
// v1.0.0 also looked at the unexported fields of structs, and refused more.
func (w *words) refusal(t types.Type, above []types.Type, result bool) string {
	switch u := t.Underlying().(type) {
	case *types.Array:
		if u.Len() < 1 {
			return w.name(t) + " is an array of length 0"
		}
		return w.within(t, u.Elem(), above)
	case *types.Slice:
		return w.within(t, u.Elem(), above)
	case *types.Map:
		if !isString(u.Key()) {
			return "map key " + w.name(u.Key()) + " is no string"
		}
		return w.within(t, u.Elem(), above)
	}
	for _, a := range above {
		if types.Identical(a, t) {
			return ""
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return w.fields(t, u, append(above, t, types.NewPointer(t)))
	case *types.Pointer:
		if s, ok := u.Elem().Underlying().(*types.Struct); ok {
			return w.fields(u.Elem(), s, append(above, t, u.Elem()))
		}
		return w.name(t) + " is a pointer to something else than a struct"
	case *types.Basic:
		if basic(u.Kind()) {
			return ""
		}
	case *types.Interface:
		if _, named := types.Unalias(t).(*types.Named); !named && u.NumMethods() == 0 || isError(t) && result {
			return ""
		}
		return w.name(t) + " is an interface other than interface{}"
	}
	return w.name(t) + " is neither a struct nor a basic type that JSON has"
}

// within asks for the elements of the container t, which may hold itself.
func (w *words) within(t, elem types.Type, above []types.Type) string {
	if _, named := types.Unalias(t).(*types.Named); named {
		for _, open := range w.open {
			if types.Identical(open, t) {
				return w.name(t) + " holds itself, which contract-api follows until the stack overflows"
			}
		}
		w.open = append(w.open, t)
		defer func() { w.open = w.open[:len(w.open)-1] }()
	}
	return w.refusal(elem, above, false)
}

// fields asks for the fields of struct t: the exported ones, and those with a
// metadata tag.
func (w *words) fields(t types.Type, s *types.Struct, above []types.Type) string {
	for i := range s.NumFields() {
		f := s.Field(i)
		first, _ := utf8.DecodeRuneInString(f.Name())
		if !unicode.IsUpper(first) && reflect.StructTag(s.Tag(i)).Get("metadata") == "" {
			continue
		}
		if why := w.refusal(f.Type(), above, false); why != "" {
			return why + " (field " + f.Name() + " of " + w.name(t) + ")"
		}
	}
	return ""
}

// words names types for messages.
type words struct {
	pkg *types.Package
	// open are the named containers that are being asked about.
	open []types.Type
}

func (w *words) name(t types.Type) string {
	return types.TypeString(t, func(pkg *types.Package) string {
		if pkg == w.pkg {
			return ""
		}
		return pkg.Name()
	})
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// isError says whether t is error itself: contract-api compares names.
func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

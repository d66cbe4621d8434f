package contractsig

import (
	"go/types"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// schemas is what contract-api makes of the types of one contract for its
// metadata (metadata/schema.go): each struct becomes a component by its bare
// name. A schema that cannot be made or compiled ends the start too.
type schemas struct {
	w *words
	// v1 says that the metadata's own schema wants a required field in each
	// component: v1 and v2.0.0 do, later ones leave empty lists out.
	v1   bool
	done map[string]types.Type
}

// problem says why no schema can be had for a parameter or result of type t,
// or "". Named generic structs are written into references as they print, which
// a reference cannot hold.
func (s *schemas) problem(t types.Type, result bool) string {
	why := s.build(t, false)
	if why != "" && result && !strings.HasPrefix(why, compiled) {
		return "" // a result without a schema is left out
	}
	return strings.TrimPrefix(why, compiled)
}

// compiled marks what only shows when the schema is used, so that it holds for
// results too.
const compiled = "\x00"

func (s *schemas) build(t types.Type, nested bool) string {
	switch u := t.Underlying().(type) {
	case *types.Array:
		if isByte(u.Elem()) {
			return ""
		}
		return s.build(u.Elem(), nested)
	case *types.Slice:
		if isByte(u.Elem()) {
			return ""
		}
		return s.build(u.Elem(), nested)
	case *types.Map:
		return s.build(u.Elem(), nested)
	case *types.Interface:
		return ""
	case *types.Basic:
		if basic(u.Kind()) {
			return ""
		}
	case *types.Pointer:
		if _, ok := u.Elem().Underlying().(*types.Struct); ok {
			return s.component(u.Elem(), nested)
		}
	case *types.Struct:
		if isTime(t) {
			return ""
		}
		return s.component(t, nested)
	}
	return "no JSON schema can be made of " + s.w.name(t)
}

// component is a struct, which is described once for each name.
func (s *schemas) component(t types.Type, nested bool) string {
	name := reflectName(t)
	if strings.Contains(name, "/") || nested && !s.v1 && strings.Contains(name, "[") {
		return compiled + "the JSON schema refers to " + s.w.name(t) + " as " + name + ", which is no valid reference"
	}
	if _, ok := s.done[name]; ok {
		return ""
	}
	s.done[name] = t
	required := false
	if why := s.fields(t.Underlying().(*types.Struct), t, &required); why != "" {
		delete(s.done, name)
		return why
	}
	if s.v1 && !required {
		return compiled + s.w.name(t) + " has no required field, which the metadata's schema demands before v2.1.0"
	}
	return ""
}

// fields describes the fields of a struct and of those that it embeds; field
// by field it is getField of metadata/schema.go.
func (s *schemas) fields(st *types.Struct, t types.Type, required *bool) string {
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Embedded() {
			if inner, ok := f.Type().Underlying().(*types.Struct); ok {
				if why := s.fields(inner, f.Type(), required); why != "" {
					return why
				}
			}
			continue
		}
		name, options, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("metadata"), ",")
		first, _ := utf8.DecodeRuneInString(f.Name())
		if unicode.IsLower(first) && name == "" || name == "-" {
			continue
		}
		if why := s.build(f.Type(), true); why != "" {
			if strings.HasPrefix(why, compiled) {
				return why
			}
			return why + " (field " + f.Name() + " of " + s.w.name(t) + ")"
		}
		optional := false
		for option := range strings.SplitSeq(options, ",") {
			optional = optional || strings.TrimSpace(option) == "optional"
		}
		*required = *required || !optional
	}
	return ""
}

// reflectName is what reflect's Type.Name says: the bare name, type arguments
// with their whole import paths.
func reflectName(t types.Type) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return ""
	}
	name := n.Obj().Name()
	if args := n.TypeArgs(); args.Len() > 0 {
		var list []string
		for a := range args.Types() {
			list = append(list, types.TypeString(a, nil))
		}
		name += "[" + strings.Join(list, ",") + "]"
	}
	return name
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

func isTime(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Time" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time"
}

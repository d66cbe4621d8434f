package flow

import (
	"go/types"
	"reflect"
	"strings"
)

// A path names a part of a value: "/Owner/[]/Name" is the field Name of the
// elements of the field Owner. "" is the whole. Pointers are looked through.
// "[]" stands for every element of a slice, map, array or channel; "#1" for
// the second value of a tuple.

// element is the segment of a container's elements.
const element = "[]"

// deepest is how many segments a path keeps; deeper parts stand for the part
// that holds them. It is what makes the set of facts finite.
const deepest = 4

// push is the path of a part that lies at path below the segment.
func push(segment, path string) string { return clip("/" + segment + path) }

// clip cuts what lies too deep.
func clip(path string) string {
	for i, n := 0, 0; i < len(path); i++ {
		if path[i] == '/' {
			if n++; n > deepest {
				return path[:i]
			}
		}
	}
	return path
}

// pop is the rest of path below the segment; false where path lies elsewhere.
func pop(segment, path string) (string, bool) {
	if path == "" {
		return "", true
	}
	rest, ok := strings.CutPrefix(path, "/"+segment)
	return rest, ok && (rest == "" || rest[0] == '/')
}

// tuple is the segment of the i-th value of a tuple.
func tuple(i int) string { return "#" + string(rune('0'+i)) }

// FieldName is the name of field i of t, or of what t points to.
func FieldName(t types.Type, i int) string {
	if s := structOf(t); s != nil && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return "?"
}

func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		t = tp.Constraint()
		if iface, ok := t.Underlying().(*types.Interface); ok && iface.NumEmbeddeds() == 1 {
			t = iface.EmbeddedType(0)
		}
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// visible says whether encoding/json shows the part of t at path: unexported
// fields and those tagged "-" are dead to it.
func visible(t types.Type, path string) bool {
	shown := true
	walk(t, path, func(s *types.Struct, i int) {
		f := s.Field(i)
		if !f.Exported() && !f.Embedded() || reflect.StructTag(s.Tag(i)).Get("json") == "-" {
			shown = false
		}
	})
	return shown
}

// TypeAt is the type of the part of a t at path, or nil where it is not known.
func TypeAt(t types.Type, path string) types.Type {
	return walk(t, path, func(*types.Struct, int) {})
}

// walk goes from t down the path, through the fields that it names, and
// returns the type at its end.
func walk(t types.Type, path string, field func(s *types.Struct, i int)) types.Type {
	for path != "" && t != nil {
		segment, _, _ := strings.Cut(path[1:], "/")
		path = path[1+len(segment):]
		if segment == element {
			t = elementType(t)
			continue
		}
		s := structOf(t)
		t = nil
		for i := 0; s != nil && i < s.NumFields(); i++ {
			if s.Field(i).Name() == segment {
				field(s, i)
				t = s.Field(i).Type()
			}
		}
	}
	return t
}

func elementType(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if c, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return c.Elem()
	}
	return nil
}

// IsText says whether t is a string or []byte.
func IsText(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := t.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

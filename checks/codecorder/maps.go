package codecorder

import (
	"go/types"
	"strings"
)

// holdsMap names a map that a value of type t holds, Asset.Attrs, or is "".
func holdsMap(t types.Type) string {
	return search(t, "", map[types.Type]bool{})
}

func search(t types.Type, at string, seen map[types.Type]bool) string {
	if t == nil || seen[t] {
		return ""
	}
	seen[t] = true
	if encodesItself(t) {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Map:
		if at == "" {
			return types.TypeString(t, func(p *types.Package) string { return p.Name() })
		}
		return at
	case *types.Pointer:
		return search(u.Elem(), at, seen)
	case *types.Slice:
		return search(u.Elem(), at, seen)
	case *types.Array:
		return search(u.Elem(), at, seen)
	case *types.Struct:
		name := at
		if n, ok := types.Unalias(t).(*types.Named); ok {
			name = n.Obj().Name()
		}
		for f := range u.Fields() {
			if internal(f.Name()) || !f.Exported() && !f.Embedded() && !strings.HasPrefix(f.Name(), "xxx_hidden_") {
				continue
			}
			if found := search(f.Type(), strings.TrimPrefix(name+"."+strings.TrimPrefix(f.Name(), "xxx_hidden_"), "."), seen); found != "" {
				return found
			}
		}
	case *types.Interface:
		return oneof(t, at, seen)
	}
	return ""
}

// internal says whether a message's field is protobuf's own.
func internal(name string) bool {
	switch name {
	case "state", "sizeCache", "unknownFields", "extensionFields", "weakFields":
		return true
	}
	return strings.HasPrefix(name, "XXX_")
}

// oneof looks into the cases of a message's oneof: the types of its package
// that implement the interface, named isMessage_Field.
func oneof(t types.Type, at string, seen map[types.Type]bool) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !strings.HasPrefix(n.Obj().Name(), "is") || !strings.Contains(n.Obj().Name(), "_") {
		return ""
	}
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || types.IsInterface(obj.Type()) || !types.Implements(types.NewPointer(obj.Type()), n.Underlying().(*types.Interface)) {
			continue
		}
		if found := search(obj.Type(), at, seen); found != "" {
			return found
		}
	}
	return ""
}

// encodesItself says whether t has an encoding of its own, whose order is its
// own business.
func encodesItself(t types.Type) bool {
	for _, method := range []string{"GobEncode", "MarshalBinary", "MarshalJSON", "MarshalText", "MarshalCBOR", "EncodeMsgpack", "MarshalBSON"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method); obj != nil {
			if _, ok := obj.(*types.Func); ok && !isMessage(t) && !isMessage(types.NewPointer(t)) {
				return true
			}
		}
	}
	return false
}

package api

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/objectpath"
)

// Key names an object for facts: the same object has the same key in the
// source of its package and in what Decode makes. Unlike an objectpath it
// names methods, by type and name, so that another method more (a test
// declares some) does not rename them. It is empty for what importers cannot
// see.
func Key(obj types.Object) string {
	pkg := obj.Pkg()
	if pkg == nil {
		return ""
	}
	if obj.Parent() == pkg.Scope() {
		return obj.Name()
	}
	if f, ok := obj.(*types.Func); ok && f.Origin() == f {
		if recv := f.Signature().Recv(); recv != nil {
			if named := receiver(recv.Type()); named != nil && named.Obj().Pkg() == pkg {
				return named.Origin().Obj().Name() + "#" + f.Name()
			}
		}
	}
	path, err := objectpath.For(obj)
	if err != nil {
		return ""
	}
	return byName(pkg, string(path))
}

func receiver(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

// byName turns an object path "T.M3.PA0" into "T#Name.PA0".
func byName(pkg *types.Package, path string) string {
	root, rest, _ := strings.Cut(path, ".")
	step, rest, more := strings.Cut(rest, ".")
	if len(step) < 2 || step[0] != 'M' || step[1] < '0' || step[1] > '9' {
		return path
	}
	method, err := objectpath.Object(pkg, objectpath.Path(root+"."+step))
	if err != nil {
		return ""
	}
	if !more {
		return root + "#" + method.Name()
	}
	return root + "#" + method.Name() + "." + rest
}

// Object gives the object that a key names, or nil.
func Object(pkg *types.Package, key string) types.Object {
	root, method, ok := strings.Cut(key, "#")
	if !ok {
		if !strings.Contains(key, ".") {
			return pkg.Scope().Lookup(key)
		}
		return object(pkg, key)
	}
	tn, ok := pkg.Scope().Lookup(root).(*types.TypeName)
	if !ok {
		return nil
	}
	named, ok := tn.Type().(*types.Named)
	if !ok {
		return nil
	}
	method, rest, more := strings.Cut(method, ".")
	m := methodOf(named, method)
	if m == nil || !more {
		return m
	}
	path, err := objectpath.For(m)
	if err != nil {
		return nil
	}
	return object(pkg, string(path)+"."+rest)
}

func object(pkg *types.Package, path string) types.Object {
	obj, err := objectpath.Object(pkg, objectpath.Path(path))
	if err != nil {
		return nil
	}
	return obj
}

func methodOf(named *types.Named, name string) types.Object {
	for m := range named.Methods() {
		if m.Name() == name {
			return m
		}
	}
	if iface, ok := named.Underlying().(*types.Interface); ok {
		for m := range iface.ExplicitMethods() {
			if m.Name() == name {
				return m
			}
		}
	}
	return nil
}

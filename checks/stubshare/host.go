package stubshare

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// host is the contract or chaincode of the package that embeds the type of the
// receiver v, and where: its promoted methods are transactions, and what they
// keep lives as long as the contract.
func host(v *ssa.Parameter) (contract *types.TypeName, field string) {
	fn := v.Parent()
	if fn.Signature.Recv() == nil || fn.Params[0] != v || fn.Pkg == nil {
		return nil, ""
	}
	n := pointee(v.Type())
	if n == nil {
		return nil, ""
	}
	scope := fn.Pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || flow.Lasting(types.NewPointer(obj.Type())) == nil {
			continue
		}
		if path := embeds(obj.Type(), n, 0); path != "" {
			return obj, path
		}
	}
	return nil, ""
}

// embeds is the path by which t embeds n, or "".
func embeds(t types.Type, n *types.Named, deep int) string {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || deep > 3 {
		return ""
	}
	for f := range s.Fields() {
		inner := pointee(f.Type())
		if !f.Embedded() || inner == nil {
			continue
		}
		if inner.Obj() == n.Obj() {
			return "/" + f.Name()
		}
		if path := embeds(inner, n, deep+1); path != "" {
			return "/" + f.Name() + path
		}
	}
	return ""
}

// pointee is the named type that t is or points to, or nil.
func pointee(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

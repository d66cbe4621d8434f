package api

import (
	"crypto/sha256"
	"fmt"
	"go/types"
	"slices"

	"github.com/tallystick/tallystick/internal/wire"
)

// Encode gives what a package declares: all that is exported, and what that
// mentions. Of other packages only names are kept.
func Encode(pkg *types.Package) (data []byte, err error) {
	e := &encoder{pkg: pkg, index: map[types.Object]int{}, paths: map[string]int{}}
	defer recovered(&err)
	e.run()
	var w wire.Writer
	w.String(pkg.Name())
	w.Strings(e.pathList)
	w.Strings(e.nameList)
	wire.List(&w, e.decls, func(decl []byte) { w.Raw(decl) })
	return w.Bytes(), nil
}

// Digest is the digest of all that an importer can get to know through a
// package: what it declares, and what that mentions in other packages, as far
// as follow says so. Of packages that are not followed it takes the name that
// follow gives for what they hold.
func Digest(pkg *types.Package, follow func(path string) (bool, string)) (digest [32]byte, err error) {
	e := &encoder{pkg: pkg, index: map[types.Object]int{}, paths: map[string]int{}, follow: follow}
	defer recovered(&err)
	e.run()
	h := sha256.New()
	var w wire.Writer
	w.String(pkg.Name())
	for _, path := range e.pathList {
		_, id := follow(path)
		w.String(path)
		w.String(id)
	}
	w.Strings(e.nameList)
	h.Write(w.Bytes())
	for _, decl := range e.decls {
		h.Write(decl)
	}
	return [32]byte(h.Sum(nil)), nil
}

// encoder writes declarations until none is left that one of them mentions.
type encoder struct {
	pkg    *types.Package
	follow func(path string) (bool, string) // nil: no other package

	queue    []types.Object
	index    map[types.Object]int // by object, of those to declare
	nameList []string             // their names
	decls    [][]byte             // their bodies

	paths    map[string]int // of other packages
	pathList []string

	w          *wire.Writer // the current body
	typeParams []*types.TypeParam
}

// fault is what the encoder cannot write; it ends the encoding.
type fault struct{ error }

func recovered(err *error) {
	if r := recover(); r != nil {
		f, ok := r.(fault)
		if !ok {
			panic(r)
		}
		*err = f.error
	}
}

func (e *encoder) run() {
	scope := e.pkg.Scope()
	for _, name := range scope.Names() {
		if obj := scope.Lookup(name); obj.Exported() {
			e.declare(obj)
		}
	}
	for i := 0; i < len(e.queue); i++ {
		e.w, e.typeParams = &wire.Writer{}, nil
		e.object(e.queue[i])
		e.decls = append(e.decls, e.w.Bytes())
	}
}

// declare gives the number of an object's declaration.
func (e *encoder) declare(obj types.Object) int {
	i, ok := e.index[obj]
	if !ok {
		i = len(e.queue)
		e.index[obj] = i
		e.queue = append(e.queue, obj)
		name := obj.Name()
		if obj.Pkg() != e.pkg {
			name = obj.Pkg().Path() + "." + name
		}
		e.nameList = append(e.nameList, name)
	}
	return i
}

// path gives the number of a package: 0 is none, 1 the package itself.
func (e *encoder) path(pkg *types.Package) int {
	switch {
	case pkg == nil:
		return 0
	case pkg == e.pkg:
		return 1
	}
	i, ok := e.paths[pkg.Path()]
	if !ok {
		i = len(e.pathList) + 2
		e.paths[pkg.Path()] = i
		e.pathList = append(e.pathList, pkg.Path())
	}
	return i
}

// The kinds of declarations.
const (
	constDecl = iota
	varDecl
	funcDecl
	aliasDecl
	typeDecl
)

func (e *encoder) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		e.w.Uint(constDecl)
		e.typ(obj.Type())
		e.value(obj.Val())
	case *types.Var:
		e.w.Uint(varDecl)
		e.typ(obj.Type())
	case *types.Func:
		e.w.Uint(funcDecl)
		sig := obj.Signature()
		e.params(sig.TypeParams())
		e.signature(sig)
	case *types.TypeName:
		if alias, ok := obj.Type().(*types.Alias); ok {
			e.w.Uint(aliasDecl)
			e.params(alias.TypeParams())
			e.typ(alias.Rhs())
			return
		}
		if named, ok := obj.Type().(*types.Named); ok && named.Obj() == obj {
			e.w.Uint(typeDecl)
			e.named(named)
			return
		}
		e.w.Uint(aliasDecl) // without a node of its own (GODEBUG=gotypesalias=0)
		e.params(nil)
		e.typ(obj.Type())
	default:
		panic(fault{fmt.Errorf("declaration of %v", obj)})
	}
}

// named writes what a type declaration makes: its type parameters, its
// underlying type and its methods. A method has type parameters of its own,
// in its receiver (go/types, Signature.RecvTypeParams).
func (e *encoder) named(t *types.Named) {
	e.params(t.TypeParams())
	e.typ(t.Underlying())
	e.w.Uint(t.NumMethods())
	for m := range t.Methods() {
		sig := m.Signature()
		e.w.String(m.Name())
		e.w.String(sig.Recv().Name())
		_, pointer := types.Unalias(sig.Recv().Type()).(*types.Pointer)
		e.w.Bool(pointer)
		e.params(sig.RecvTypeParams())
		e.signature(sig)
	}
}

// params writes type parameters, by whose position what follows names them.
func (e *encoder) params(list *types.TypeParamList) {
	e.typeParams = slices.Collect(list.TypeParams())
	e.w.Uint(len(e.typeParams))
	for _, p := range e.typeParams {
		e.w.String(p.Obj().Name())
	}
	for i, p := range e.typeParams {
		// [M, N C] has one constraint for both, and go/types prints it so.
		same := i > 0 && e.typeParams[i-1].Constraint() == p.Constraint()
		e.w.Bool(same)
		if !same {
			e.typ(p.Constraint())
		}
	}
}

func (e *encoder) signature(sig *types.Signature) {
	e.tuple(sig.Params())
	e.tuple(sig.Results())
	e.w.Bool(sig.Variadic())
}

func (e *encoder) tuple(t *types.Tuple) {
	e.w.Uint(t.Len())
	for v := range t.Variables() {
		e.w.String(v.Name())
		e.typ(v.Type())
	}
}

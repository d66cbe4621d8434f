package api

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"github.com/tallystick/tallystick/internal/wire"
)

// Mentioned are the paths of the packages that an encoded API mentions: they
// must be there before it can be decoded.
func Mentioned(data []byte) ([]string, error) {
	r := wire.NewReader(data)
	_ = r.String()
	paths := r.Strings()
	return paths, r.Err()
}

// Declared says of a key whether what it names is declared in an encoded API,
// or is part of what is.
func Declared(data []byte) (func(key string) bool, error) {
	r := wire.NewReader(data)
	_ = r.String()
	r.Strings()
	names := map[string]bool{}
	for _, name := range r.Strings() {
		names[name] = true
	}
	return func(key string) bool {
		if i := strings.IndexAny(key, ".#"); i >= 0 {
			key = key[:i]
		}
		return names[key]
	}, r.Err()
}

// Decode makes a package of what Encode wrote. imported gives the packages
// that it mentions, complete.
func Decode(path string, data []byte, imported func(path string) (*types.Package, error)) (pkg *types.Package, err error) {
	r := wire.NewReader(data)
	d := &decoder{pkg: types.NewPackage(path, r.String())}
	for _, path := range r.Strings() {
		other, err := imported(path)
		if err != nil {
			return nil, err
		}
		d.others = append(d.others, other)
	}
	d.names = r.Strings()
	d.bodies = wire.Items(r, r.Raw)
	if r.Err() != nil || len(d.names) != len(d.bodies) {
		return nil, wire.ErrMalformed
	}
	defer func() {
		// Malformed bytes may ask go/types for what it refuses by a panic.
		if r := recover(); r != nil {
			pkg, err = nil, fmt.Errorf("API of %s: %w", path, wire.ErrMalformed)
		}
	}()
	d.r = r
	d.objects = make([]types.Object, len(d.names))
	for i := range d.names {
		d.object(i)
	}
	for _, iface := range d.interfaces {
		iface.Complete()
	}
	d.pkg.SetImports(d.others)
	d.pkg.MarkComplete()
	return d.pkg, nil
}

// decoder makes declarations as they are mentioned.
type decoder struct {
	pkg     *types.Package
	others  []*types.Package
	names   []string
	bodies  [][]byte
	objects []types.Object // nil: not yet made

	interfaces []*types.Interface

	r          *wire.Reader // the current body
	typeParams []*types.TypeParam
}

func (d *decoder) check(ok bool) {
	if !ok || d.r.Err() != nil {
		panic(wire.ErrMalformed)
	}
}

// object gives a declaration of this package.
func (d *decoder) object(i int) types.Object {
	d.check(i < len(d.objects))
	if d.objects[i] != nil {
		return d.objects[i]
	}
	outerReader, outerParams := d.r, d.typeParams
	d.r, d.typeParams = wire.NewReader(d.bodies[i]), nil
	name := d.names[i]
	switch d.r.Uint() {
	case constDecl:
		t := d.typ()
		d.made(i, types.NewConst(token.NoPos, d.pkg, name, t, d.value()))
	case varDecl:
		d.made(i, types.NewVar(token.NoPos, d.pkg, name, d.typ()))
	case funcDecl:
		params := d.params(func([]*types.TypeParam) {})
		d.made(i, types.NewFunc(token.NoPos, d.pkg, name, d.signature(nil, nil, params)))
	case aliasDecl:
		d.alias(i, name)
	case typeDecl:
		d.named(i, name)
	default:
		d.check(false)
	}
	d.check(true)
	d.r, d.typeParams = outerReader, outerParams
	return d.objects[i]
}

func (d *decoder) made(i int, obj types.Object) {
	d.objects[i] = obj
	d.check(d.pkg.Scope().Insert(obj) == nil)
}

func (d *decoder) alias(i int, name string) {
	params := d.params(func([]*types.TypeParam) {})
	rhs := d.typ()
	if d.objects[i] != nil {
		return // its right side led back to it
	}
	obj := types.NewTypeName(token.NoPos, d.pkg, name, nil)
	alias := types.NewAlias(obj, rhs)
	if len(params) > 0 {
		alias.SetTypeParams(params)
	}
	d.made(i, obj)
}

func (d *decoder) named(i int, name string) {
	obj := types.NewTypeName(token.NoPos, d.pkg, name, nil)
	t := types.NewNamed(obj, nil, nil)
	d.made(i, obj) // first: what follows may mention it
	d.params(t.SetTypeParams)
	underlying := d.typ()
	_, isNamed := underlying.(*types.Named)
	d.check(!isNamed)
	t.SetUnderlying(underlying)
	n := d.r.Uint()
	for range n {
		d.check(true)
		method := d.r.String()
		recvName, pointer := d.r.String(), d.r.Bool()
		params := d.params(func([]*types.TypeParam) {})
		var recv types.Type = t
		if len(params) > 0 {
			recv = d.instance(t, typesOf(params))
		}
		if pointer {
			recv = types.NewPointer(recv)
		}
		v := types.NewParam(token.NoPos, d.pkg, recvName, recv)
		t.AddMethod(types.NewFunc(token.NoPos, d.pkg, method, d.signature(v, params, nil)))
	}
}

func typesOf(params []*types.TypeParam) (list []types.Type) {
	for _, p := range params {
		list = append(list, p)
	}
	return list
}

// params reads type parameters and makes them those of what follows. made
// gets them before their constraints are read, which may need them.
func (d *decoder) params(made func([]*types.TypeParam)) []*types.TypeParam {
	names := d.r.Strings()
	d.typeParams = nil
	for _, name := range names {
		obj := types.NewTypeName(token.NoPos, d.pkg, name, nil)
		d.typeParams = append(d.typeParams, types.NewTypeParam(obj, nil))
	}
	params := d.typeParams
	if len(params) > 0 {
		made(params)
	}
	for i, p := range params {
		if same := d.r.Bool(); same {
			d.check(i > 0)
			p.SetConstraint(params[i-1].Constraint())
		} else {
			p.SetConstraint(d.typ())
		}
	}
	return params
}

func (d *decoder) signature(recv *types.Var, recvParams, params []*types.TypeParam) *types.Signature {
	in, out := d.tuple(), d.tuple()
	variadic := d.r.Bool()
	if variadic {
		d.check(in.Len() > 0)
		_, slice := types.Unalias(in.At(in.Len() - 1).Type()).(*types.Slice)
		d.check(slice)
	}
	return types.NewSignatureType(recv, recvParams, params, in, out, variadic)
}

func (d *decoder) tuple() *types.Tuple {
	n := d.r.Uint()
	var vars []*types.Var
	for range n {
		name := d.r.String()
		vars = append(vars, types.NewParam(token.NoPos, d.pkg, name, d.typ()))
	}
	return types.NewTuple(vars...)
}

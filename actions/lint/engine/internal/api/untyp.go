package api

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/big"
)

func (d *decoder) typ() types.Type {
	d.check(true)
	switch d.r.Uint() {
	case basicType:
		return d.basic(d.r.String())
	case universeType:
		obj, ok := types.Universe.Lookup(d.r.String()).(*types.TypeName)
		d.check(ok)
		return obj.Type()
	case namedType:
		return d.name()
	case paramType:
		i := d.r.Uint()
		d.check(i < len(d.typeParams))
		return d.typeParams[i]
	case pointerType:
		return types.NewPointer(d.typ())
	case sliceType:
		return types.NewSlice(d.typ())
	case arrayType:
		n := d.r.Int()
		return types.NewArray(d.typ(), n)
	case mapType:
		key := d.typ()
		return types.NewMap(key, d.typ())
	case chanType:
		dir := types.ChanDir(d.r.Uint())
		return types.NewChan(dir, d.typ())
	case structType:
		return d.structure()
	case interfaceType:
		return d.interf()
	case signatureType:
		return d.signature(nil, nil, nil)
	case tupleType:
		return d.tuple()
	case unionType:
		var terms []*types.Term
		for range d.r.Uint() {
			tilde := d.r.Bool()
			terms = append(terms, types.NewTerm(tilde, d.typ()))
		}
		d.check(len(terms) > 0)
		return types.NewUnion(terms)
	}
	d.check(false)
	return nil
}

func (d *decoder) basic(name string) types.Type {
	switch name { // these two are types of their own to go/types
	case "byte", "rune":
		return types.Universe.Lookup(name).Type()
	case "any":
		return universeAny()
	}
	for _, t := range types.Typ {
		if t.Name() == name {
			return t
		}
	}
	d.check(false)
	return nil
}

func (d *decoder) name() types.Type {
	t := d.reference().Type()
	var args []types.Type
	for range d.r.Uint() {
		args = append(args, d.typ())
	}
	if len(args) == 0 {
		return t
	}
	return d.instance(t, args)
}

func (d *decoder) instance(t types.Type, args []types.Type) types.Type {
	switch t.(type) {
	case *types.Named, *types.Alias:
	default:
		d.check(false)
	}
	inst, err := types.Instantiate(nil, t, args, false)
	d.check(err == nil)
	return inst
}

func (d *decoder) reference() types.Object {
	pkg := d.path()
	d.check(pkg != nil)
	if pkg == d.pkg {
		obj, ok := d.object(d.r.Uint()).(*types.TypeName)
		d.check(ok)
		return obj
	}
	obj, ok := pkg.Scope().Lookup(d.r.String()).(*types.TypeName)
	d.check(ok)
	return obj
}

func (d *decoder) path() *types.Package {
	i := d.r.Uint()
	d.check(i < len(d.others)+2)
	switch i {
	case 0:
		return nil
	case 1:
		return d.pkg
	}
	return d.others[i-2]
}

func (d *decoder) structure() types.Type {
	var fields []*types.Var
	var tags []string
	for range d.r.Uint() {
		pkg, name, embedded := d.path(), d.r.String(), d.r.Bool()
		t := d.typ()
		fields = append(fields, types.NewField(token.NoPos, pkg, name, t, embedded))
		tags = append(tags, d.r.String())
	}
	return types.NewStruct(fields, tags)
}

func (d *decoder) interf() types.Type {
	implicit := d.r.Bool()
	var embedded []types.Type
	for range d.r.Uint() {
		embedded = append(embedded, d.typ())
	}
	var methods []*types.Func
	for range d.r.Uint() {
		pkg, name := d.path(), d.r.String()
		var recv *types.Var
		if d.r.Bool() {
			recv = types.NewParam(token.NoPos, pkg, "", d.reference().Type())
		}
		methods = append(methods, types.NewFunc(token.NoPos, pkg, name, d.signature(recv, nil, nil)))
	}
	t := types.NewInterfaceType(methods, embedded)
	if implicit {
		t.MarkImplicit()
	}
	d.interfaces = append(d.interfaces, t)
	return t
}

func (d *decoder) value() constant.Value {
	switch d.r.Uint() {
	case boolValue:
		return constant.MakeBool(d.r.Bool())
	case stringValue:
		return constant.MakeString(d.r.String())
	case intValue:
		return constant.MakeInt64(d.r.Int())
	case bigValue:
		v := new(big.Int)
		d.check(v.GobDecode(d.r.Raw()) == nil)
		return constant.Make(v)
	case ratioValue:
		v := new(big.Rat)
		d.check(v.GobDecode(d.r.Raw()) == nil)
		return constant.Make(v)
	case floatValue:
		v := new(big.Float)
		d.check(v.GobDecode(d.r.Raw()) == nil)
		return constant.Make(v)
	case complexValue:
		re := d.value()
		return constant.BinaryOp(constant.ToComplex(re), token.ADD, constant.MakeImag(d.value()))
	}
	return constant.MakeUnknown()
}

package api

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
	"slices"
)

// The kinds of types.
const (
	basicType = iota
	universeType
	namedType
	paramType
	pointerType
	sliceType
	arrayType
	mapType
	chanType
	structType
	interfaceType
	signatureType
	tupleType
	unionType
)

func (e *encoder) typ(t types.Type) {
	switch t := t.(type) {
	case *types.Basic:
		e.w.Uint(basicType)
		e.w.String(t.Name())
	case *types.Named:
		e.name(t.Origin().Obj(), t.TypeArgs())
	case *types.Alias:
		e.name(t.Origin().Obj(), t.TypeArgs())
	case *types.TypeParam:
		e.w.Uint(paramType)
		i := slices.Index(e.typeParams, t)
		if i < 0 {
			panic(fault{fmt.Errorf("type parameter %v outside of its declaration", t)})
		}
		e.w.Uint(i)
	case *types.Pointer:
		e.w.Uint(pointerType)
		e.typ(t.Elem())
	case *types.Slice:
		e.w.Uint(sliceType)
		e.typ(t.Elem())
	case *types.Array:
		e.w.Uint(arrayType)
		e.w.Int(t.Len())
		e.typ(t.Elem())
	case *types.Map:
		e.w.Uint(mapType)
		e.typ(t.Key())
		e.typ(t.Elem())
	case *types.Chan:
		e.w.Uint(chanType)
		e.w.Uint(int(t.Dir()))
		e.typ(t.Elem())
	case *types.Struct:
		e.structure(t)
	case *types.Interface:
		if t == universeAny() {
			e.w.Uint(basicType)
			e.w.String("any")
			return
		}
		e.interf(t)
	case *types.Signature:
		e.w.Uint(signatureType)
		e.signature(t)
	case *types.Tuple:
		e.w.Uint(tupleType)
		e.tuple(t)
	case *types.Union:
		e.w.Uint(unionType)
		e.w.Uint(t.Len())
		for term := range t.Terms() {
			e.w.Bool(term.Tilde())
			e.typ(term.Type())
		}
	default:
		panic(fault{fmt.Errorf("type %v of kind %T", t, t)})
	}
}

// universeAny is what any is an alias of. go/types knows it by its identity
// and prints it as any.
func universeAny() *types.Interface {
	return types.Universe.Lookup("any").Type().Underlying().(*types.Interface)
}

// name writes a type by its declaration, with what instantiates it.
func (e *encoder) name(obj *types.TypeName, args *types.TypeList) {
	if obj.Pkg() == nil {
		e.w.Uint(universeType)
		e.w.String(obj.Name())
		return
	}
	e.w.Uint(namedType)
	e.reference(obj)
	e.w.Uint(args.Len())
	for arg := range args.Types() {
		e.typ(arg)
	}
}

// reference names a type's declaration: one of this package by its number,
// one of another package by path and name.
func (e *encoder) reference(obj *types.TypeName) {
	if obj.Parent() != obj.Pkg().Scope() {
		panic(fault{fmt.Errorf("type %v is declared in a function and used outside", obj)})
	}
	e.w.Uint(e.path(obj.Pkg()))
	if obj.Pkg() == e.pkg {
		e.w.Uint(e.declare(obj))
		return
	}
	e.w.String(obj.Name())
	if e.follow == nil {
		return
	}
	if ok, _ := e.follow(obj.Pkg().Path()); ok {
		e.declare(obj)
	}
}

func (e *encoder) structure(t *types.Struct) {
	e.w.Uint(structType)
	e.w.Uint(t.NumFields())
	for i := range t.NumFields() {
		f := t.Field(i)
		e.w.Uint(e.path(f.Pkg()))
		e.w.String(f.Name())
		e.w.Bool(f.Embedded())
		e.typ(f.Type())
		e.w.String(t.Tag(i))
	}
}

// interf writes an interface. Its methods keep their receiver's type: it says
// by which declaration they came into being.
func (e *encoder) interf(t *types.Interface) {
	e.w.Uint(interfaceType)
	e.w.Bool(t.IsImplicit())
	e.w.Uint(t.NumEmbeddeds())
	for embedded := range t.EmbeddedTypes() {
		e.typ(embedded)
	}
	e.w.Uint(t.NumExplicitMethods())
	for m := range t.ExplicitMethods() {
		e.w.Uint(e.path(m.Pkg()))
		e.w.String(m.Name())
		named, ok := types.Unalias(m.Signature().Recv().Type()).(*types.Named)
		e.w.Bool(ok && named.Origin().Obj().Pkg() != nil)
		if ok && named.Origin().Obj().Pkg() != nil {
			e.reference(named.Origin().Obj())
		}
		e.signature(m.Signature())
	}
}

// The kinds of constants' values: how go/constant keeps them.
const (
	unknownValue = iota
	boolValue
	stringValue
	intValue
	bigValue
	ratioValue
	floatValue
	complexValue
)

func (e *encoder) value(v constant.Value) {
	if v.Kind() == constant.Complex {
		e.w.Uint(complexValue)
		e.value(constant.Real(v))
		e.value(constant.Imag(v))
		return
	}
	switch v := constant.Val(v).(type) {
	case bool:
		e.w.Uint(boolValue)
		e.w.Bool(v)
	case string:
		e.w.Uint(stringValue)
		e.w.String(v)
	case int64:
		e.w.Uint(intValue)
		e.w.Int(v)
	case *big.Int:
		e.w.Uint(bigValue)
		e.gob(v)
	case *big.Rat:
		e.w.Uint(ratioValue)
		e.gob(v)
	case *big.Float:
		e.w.Uint(floatValue)
		e.gob(v)
	default:
		e.w.Uint(unknownValue)
	}
}

func (e *encoder) gob(v interface{ GobEncode() ([]byte, error) }) {
	data, err := v.GobEncode()
	if err != nil {
		panic(fault{fmt.Errorf("constant: %w", err)})
	}
	e.w.Raw(data)
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"contracts/sub"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type inner struct{ C chan int }
type embedsBadInner struct{ inner }
type Good struct{ A string }
type Pair[T any] struct{ V T }
type Étoile struct{ A string }
type tagged struct {
	a chan int `metadata:"a"`
}
type taggedWell struct {
	a string `metadata:"a"`
}
type hidden struct {
	A string
	c chan int
	_ func()
}
type dashed struct {
	C string `json:"-"`
	D string `metadata:"-"`
}
type dashedBadly struct {
	A string
	D chan int `metadata:"-"`
}
type underscored struct {
	_x chan int
	X  string
}
type embedsPointer struct {
	*Good
	B string
}
type embedsInterface struct {
	fmt.Stringer
	B string
}
type low interface{ Foo() }
type embedsLow struct {
	low
	B string
}
type Rec struct {
	Next *Rec
	Kids []Rec
	M    map[string]*Rec
}
type Named string
type NamedAny interface{}
type pointerPointer struct{ P **Good }
type nestedAnonymous struct {
	X struct{ A string }
	Y struct{ B int }
}
type holder struct{ P Pair[Good] }
type holderString struct{ P Pair[string] }
type embedsGeneric struct{ Pair[string] }
type many[K comparable, V any] struct{ A []V }
type holderMany struct{ P many[string, int] }
type self[T any] struct{ A []self[T] }
type list[T any] []T
type holderList struct{ A list[int] }
type times struct {
	A time.Time
	S string
}
type timePointer struct {
	A *time.Time
	S string
}
type allOptional struct {
	A string `metadata:",optional"`
	B string `json:"b" metadata:"b,optional"`
}
type oneRequired struct {
	A string `metadata:",optional"`
	B string `json:"b,omitempty"`
}
type badResult struct {
	_c chan int
	X  string
}
type status int
type raw struct {
	R json.RawMessage
	I interface{}
	E []interface{}
	M map[Named]any
}
type chans struct{ A []map[string]chan int }
type wide interface {
	contractapi.TransactionContextInterface
	More() int
}
type Context struct{ contractapi.TransactionContext }

func (*Context) More() int { return 0 }

type wrongStub interface{ GetStub() int }
type stubOnly interface {
	GetStub() shim.ChaincodeStubInterface
}
type tci = contractapi.TransactionContextInterface

type Anonymous struct{ contractapi.Contract }

func (*Anonymous) M(x struct{ A string }) error { return nil }

type GenericString struct{ contractapi.Contract }

func (*GenericString) M(x Pair[string]) error { return nil }

type GenericLocal struct{ contractapi.Contract }

func (*GenericLocal) M(x Pair[Good]) error { return nil }

type GenericFar struct{ contractapi.Contract }

func (*GenericFar) M(x Pair[sub.Z]) error { return nil }

type GenericFarResult struct{ contractapi.Contract }

func (*GenericFarResult) M() ([]*Pair[sub.Z], error) { return nil, nil }

type EmbedsBadInner struct{ contractapi.Contract }

func (*EmbedsBadInner) M(x embedsBadInner) error { return nil }

type Accent struct{ contractapi.Contract }

func (*Accent) M(x Étoile) error { return nil }

type Tagged struct{ contractapi.Contract }

func (*Tagged) M(x tagged) error { return nil }

type TaggedWell struct{ contractapi.Contract }

func (*TaggedWell) M(x taggedWell) error { return nil }

type Hidden struct{ contractapi.Contract }

func (*Hidden) M(x hidden) error { return nil }

type Dashed struct{ contractapi.Contract }

func (*Dashed) M(x dashed) error { return nil }

type DashedBadly struct{ contractapi.Contract }

func (*DashedBadly) M(x dashedBadly) error { return nil }

type Underscored struct{ contractapi.Contract }

func (*Underscored) M(x underscored) error { return nil }

type EmbedsPointer struct{ contractapi.Contract }

func (*EmbedsPointer) M(x embedsPointer) error { return nil }

type EmbedsInterface struct{ contractapi.Contract }

func (*EmbedsInterface) M(x embedsInterface) error { return nil }

type EmbedsLow struct{ contractapi.Contract }

func (*EmbedsLow) M(x embedsLow) error { return nil }

type Recursive struct{ contractapi.Contract }

func (*Recursive) M(x Rec) error { return nil }

type NamedString struct{ contractapi.Contract }

func (*NamedString) M(x Named) Named { return x }

type NamedEmpty struct{ contractapi.Contract }

func (*NamedEmpty) M(x NamedAny) error { return nil }

type NamedEmptySecond struct{ contractapi.Contract }

func (*NamedEmptySecond) M(a string, x NamedAny) error { return nil }

type PointerPointer struct{ contractapi.Contract }

func (*PointerPointer) M(x pointerPointer) error { return nil }

type Variadic struct{ contractapi.Contract }

func (*Variadic) M(x ...string) error { return nil }

type TimeBig struct{ contractapi.Contract }

func (*TimeBig) M(x time.Time) error { return nil }

type ArrayOfAnonymous struct{ contractapi.Contract }

func (*ArrayOfAnonymous) M(x [2]struct{ A string }) error { return nil }

type EmptyArray struct{ contractapi.Contract }

func (*EmptyArray) M(x [0]string) error { return nil }

type TwoContexts struct{ contractapi.Contract }

func (*TwoContexts) M(x, y *contractapi.TransactionContext) error { return nil }

type MapOfGeneric struct{ contractapi.Contract }

func (*MapOfGeneric) M(x map[string]Pair[Good]) error { return nil }

type ResultGeneric struct{ contractapi.Contract }

func (*ResultGeneric) M() (Pair[Good], error) { return Pair[Good]{}, nil }

type NestedAnonymous struct{ contractapi.Contract }

func (*NestedAnonymous) M() (*nestedAnonymous, error) { return nil, nil }

type Uintptr struct{ contractapi.Contract }

func (*Uintptr) M() (uintptr, error) { return 0, nil }

type MapNamedKey struct{ contractapi.Contract }

func (*MapNamedKey) M() (map[Named]int, error) { return nil, nil }

type MapIntKey struct{ contractapi.Contract }

func (*MapIntKey) M() (map[int]string, error) { return nil, nil }

type TwoErrors struct{ contractapi.Contract }

func (*TwoErrors) M() (error, error) { return nil, nil }

type ErrorFirst struct{ contractapi.Contract }

func (*ErrorFirst) M() (error, string) { return nil, "" }

type TwoValues struct{ contractapi.Contract }

func (*TwoValues) M() (string, string) { return "", "" }

type Three struct{ contractapi.Contract }

func (*Three) M() (string, bool, error) { return "", false, nil }

type Nothing struct{ contractapi.Contract }

func (*Nothing) M() {}

type OneError struct{ contractapi.Contract }

func (*OneError) M() error { return nil }

type OneValue struct{ contractapi.Contract }

func (*OneValue) M() string { return "" }

type Errors struct{ contractapi.Contract }

func (*Errors) M() []error { return nil }

type ErrorParam struct{ contractapi.Contract }

func (*ErrorParam) M(err error) error { return nil }

type ErrorParamSecond struct{ contractapi.Contract }

func (*ErrorParamSecond) M(s string, err error) error { return nil }

type Holder struct{ contractapi.Contract }

func (*Holder) M() *holder { return nil }

type HolderParam struct{ contractapi.Contract }

func (*HolderParam) M(x holder) error { return nil }

type HolderString struct{ contractapi.Contract }

func (*HolderString) M(x holderString) error { return nil }

type EmbedsGeneric struct{ contractapi.Contract }

func (*EmbedsGeneric) M() *embedsGeneric { return nil }

type HolderMany struct{ contractapi.Contract }

func (*HolderMany) M(h holderMany) error { return nil }

type Many struct{ contractapi.Contract }

func (*Many) M(h many[string, int]) error { return nil }

type SelfGeneric struct{ contractapi.Contract }

func (*SelfGeneric) M(h self[int]) error { return nil }

type ListGeneric struct{ contractapi.Contract }

func (*ListGeneric) M(h list[int]) error { return nil }

type HolderList struct{ contractapi.Contract }

func (*HolderList) M(h holderList) error { return nil }

type Times struct{ contractapi.Contract }

func (*Times) M(h times) error { return nil }

type TimePointer struct{ contractapi.Contract }

func (*TimePointer) M(h timePointer) error { return nil }

type TimePointerParam struct{ contractapi.Contract }

func (*TimePointerParam) M(h *time.Time) error { return nil }

type AllOptional struct{ contractapi.Contract }

func (*AllOptional) M(h allOptional) error { return nil }

type OneRequired struct{ contractapi.Contract }

func (*OneRequired) M(h oneRequired) error { return nil }

type BadResult struct{ contractapi.Contract }

func (*BadResult) M() (*badResult, error) { return nil, nil }

type BadParam struct{ contractapi.Contract }

func (*BadParam) M(x *badResult) error { return nil }

type Enum struct{ contractapi.Contract }

func (*Enum) M(s status) (status, error) { return s, nil }

type Raw struct{ contractapi.Contract }

func (*Raw) M(r raw) (*raw, error) { return &r, nil }

type Chans struct{ contractapi.Contract }

func (*Chans) M(r chans) error { return nil }

type Func struct{ contractapi.Contract }

func (*Func) M(f func()) error { return nil }

type Chan struct{ contractapi.Contract }

func (*Chan) M(c chan string) error { return nil }

type Complex struct{ contractapi.Contract }

func (*Complex) M(c complex128) error { return nil }

type PointerString struct{ contractapi.Contract }

func (*PointerString) M(c *string) error { return nil }

type PointerSlice struct{ contractapi.Contract }

func (*PointerSlice) M(c *[]string) error { return nil }

type Bytes struct{ contractapi.Contract }

func (*Bytes) M(b []byte) ([]byte, error) { return b, nil }

type Empty struct{ contractapi.Contract }

func (*Empty) M(x struct{}) error { return nil }

type BigInt struct{ contractapi.Contract }

func (*BigInt) M(x big.Int) error { return nil }

type BigIntSecond struct{ contractapi.Contract }

func (*BigIntSecond) M(s string, x *big.Int) error { return nil }

type Stringer struct{ contractapi.Contract }

func (*Stringer) M(s string, x fmt.Stringer) error { return nil }

type GoContext struct{ contractapi.Contract }

func (*GoContext) M(ctx context.Context, s string) error { return nil }

type APIContext struct{ contractapi.Contract }

func (*APIContext) M(ctx contractapi.TransactionContextInterface, s string) error { return nil }

type APIContextStruct struct{ contractapi.Contract }

func (*APIContextStruct) M(ctx *contractapi.TransactionContext, s string) error { return nil }

type APIContextValue struct{ contractapi.Contract }

func (*APIContextValue) M(ctx contractapi.TransactionContext, s string) error { return nil }

type ContextSecond struct{ contractapi.Contract }

func (*ContextSecond) M(s string, ctx contractapi.TransactionContextInterface) error { return nil }

type WideDefault struct{ contractapi.Contract }

func (*WideDefault) M(ctx wide, s string) error { return nil }

type OwnContextAsArgument struct{ contractapi.Contract }

func (*OwnContextAsArgument) M(ctx *Context, s string) error {
	ctx.GetStub().GetTxID()
	return nil
}

type WrongStub struct{ contractapi.Contract }

func (*WrongStub) M(ctx wrongStub) error { return nil }

type StubOnly struct{ contractapi.Contract }

func (*StubOnly) M(ctx stubOnly) error { return nil }

type Stub struct{ contractapi.Contract }

func (*Stub) M(stub shim.ChaincodeStubInterface, s string) error { return nil }

type Rune struct{ contractapi.Contract }

func (*Rune) M(r rune, b byte, u uint64) (float32, error) { return 0, nil }

type Any struct{ contractapi.Contract }

func (*Any) M(a any, b interface{}) (any, error) { return nil, nil }

type UnnamedIface struct{ contractapi.Contract }

func (*UnnamedIface) M(s string, x interface{ Foo() }) error { return nil }

type TCIAlias struct{ contractapi.Contract }

func (*TCIAlias) M(ctx tci, s string) error { return nil }

// Promoted methods, lists, handlers and contexts.

type Derived struct{ base }

type base struct{ contractapi.Contract }

func (*base) M(c chan int) error { return nil }

type DerivedIgnores struct{ base }

func (*DerivedIgnores) N(s string) error { return nil }

func (*DerivedIgnores) GetIgnoredFunctions() []string { return []string{"M"} }

type FarDerived struct{ sub.Base }

type FarDerivedWell struct{ sub.Sane }

type FarDerivedIgnores struct{ sub.Base }

func (*FarDerivedIgnores) N(s string) error { return nil }

func (*FarDerivedIgnores) GetIgnoredFunctions() []string { return []string{"Far"} }

type AllIgnored struct{ contractapi.Contract }

func (*AllIgnored) M(s string) error { return nil }

func (*AllIgnored) GetIgnoredFunctions() []string { return []string{"M"} }

type Misspelt struct{ contractapi.Contract }

func (*Misspelt) M(c chan int) error { return nil }

func (*Misspelt) GetIgnoredFunctions() []string { return []string{"m"} }

type IgnoresNothing struct{ contractapi.Contract }

func (*IgnoresNothing) M(c chan int) error { return nil }

func (*IgnoresNothing) GetIgnoredFunctions(bool) []string { return []string{"M"} }

type WideSet struct{ contractapi.Contract }

func (*WideSet) M(ctx wide, s string) error { return nil }

type OwnContext struct{ contractapi.Contract }

func (*OwnContext) M(ctx *Context, s string) error { return nil }

type OwnContextMethod struct{ contractapi.Contract }

func (*OwnContextMethod) M(ctx *Context, s string) error { return nil }

func (*OwnContextMethod) GetTransactionContextHandler() contractapi.SettableTransactionContextInterface {
	return new(Context)
}

type OwnContextSecond struct{ contractapi.Contract }

func (*OwnContextSecond) M(s string, ctx *Context) error { return nil }

type APIContextAsArgument struct{ contractapi.Contract }

func (*APIContextAsArgument) M(ctx *contractapi.TransactionContext, s string) error {
	ctx.GetStub().GetTxID()
	return nil
}

func apiContextAsArgument() *APIContextAsArgument {
	c := new(APIContextAsArgument)
	c.TransactionContextHandler = new(Context)
	return c
}

func handlerArg(s string) error { return nil }

type BeforeArg struct{ plain }

type AfterArg struct{ plain }

type UnknownArg struct{ plain }

func handlerResultAny(ctx tci, s any) error { return nil }

type BeforeResultAny struct{ plain }

type AfterResultAny struct{ plain }

type UnknownResultAny struct{ plain }

func handlerResultStruct(ctx tci, s *Good) error { return nil }

type BeforeResultStruct struct{ plain }

type AfterResultStruct struct{ plain }

type UnknownResultStruct struct{ plain }

func handlerContextLast(s any, ctx tci) error { return nil }

type BeforeContextLast struct{ plain }

type AfterContextLast struct{ plain }

type UnknownContextLast struct{ plain }

func handlerThree() (int, int, int) { return 0, 0, 0 }

type BeforeThree struct{ plain }

type AfterThree struct{ plain }

type UnknownThree struct{ plain }

func handlerTwoAny(ctx tci, s any, t any) error { return nil }

type BeforeTwoAny struct{ plain }

type AfterTwoAny struct{ plain }

type UnknownTwoAny struct{ plain }

func handlerOwnCtx(c *Context) error { return nil }

type BeforeOwnCtx struct{ plain }

type AfterOwnCtx struct{ plain }

type UnknownOwnCtx struct{ plain }

func handlerWideCtx(c wide) error { return nil }

type BeforeWideCtx struct{ plain }

type AfterWideCtx struct{ plain }

type UnknownWideCtx struct{ plain }

func handlerNone() error { return nil }

type BeforeNone struct{ plain }

type AfterNone struct{ plain }

type UnknownNone struct{ plain }

func handlerCtx(ctx tci) error { return nil }

type BeforeCtx struct{ plain }

type AfterCtx struct{ plain }

type UnknownCtx struct{ plain }

func handlerAnyOnly(v any) error { return nil }

type BeforeAnyOnly struct{ plain }

type AfterAnyOnly struct{ plain }

type UnknownAnyOnly struct{ plain }

func handlerDefaultCtx(c *contractapi.TransactionContext) error { return nil }

type BeforeDefaultCtx struct{ plain }

type AfterDefaultCtx struct{ plain }

type UnknownDefaultCtx struct{ plain }

type plain struct{ contractapi.Contract }

func (*plain) M(ctx contractapi.TransactionContextInterface, s string) error { return nil }

type BeforeText struct{ plain }

func table() []contractapi.ContractInterface {
	wideSet, own, second, bound := new(WideSet), new(OwnContext), new(OwnContextSecond), new(BeforeText)
	wideSet.TransactionContextHandler = new(Context)
	own.TransactionContextHandler = new(Context)
	second.TransactionContextHandler = new(Context)
	bound.BeforeTransaction = "handler"
	return []contractapi.ContractInterface{
		wideSet, own, second, bound,
		new(Derived), new(DerivedIgnores), new(FarDerived), new(FarDerivedWell), new(FarDerivedIgnores), new(AllIgnored), new(Misspelt),
		new(IgnoresNothing), new(OwnContextMethod),
		new(Anonymous),
		new(GenericString),
		new(GenericLocal),
		new(GenericFar),
		new(GenericFarResult),
		new(EmbedsBadInner),
		new(Accent),
		new(Tagged),
		new(TaggedWell),
		new(Hidden),
		new(Dashed),
		new(DashedBadly),
		new(Underscored),
		new(EmbedsPointer),
		new(EmbedsInterface),
		new(EmbedsLow),
		new(Recursive),
		new(NamedString),
		new(NamedEmpty),
		new(NamedEmptySecond),
		new(PointerPointer),
		new(Variadic),
		new(TimeBig),
		new(ArrayOfAnonymous),
		new(EmptyArray),
		new(TwoContexts),
		new(MapOfGeneric),
		new(ResultGeneric),
		new(NestedAnonymous),
		new(Uintptr),
		new(MapNamedKey),
		new(MapIntKey),
		new(TwoErrors),
		new(ErrorFirst),
		new(TwoValues),
		new(Three),
		new(Nothing),
		new(OneError),
		new(OneValue),
		new(Errors),
		new(ErrorParam),
		new(ErrorParamSecond),
		new(Holder),
		new(HolderParam),
		new(HolderString),
		new(EmbedsGeneric),
		new(HolderMany),
		new(Many),
		new(SelfGeneric),
		new(ListGeneric),
		new(HolderList),
		new(Times),
		new(TimePointer),
		new(TimePointerParam),
		new(AllOptional),
		new(OneRequired),
		new(BadResult),
		new(BadParam),
		new(Enum),
		new(Raw),
		new(Chans),
		new(Func),
		new(Chan),
		new(Complex),
		new(PointerString),
		new(PointerSlice),
		new(Bytes),
		new(Empty),
		new(BigInt),
		new(BigIntSecond),
		new(Stringer),
		new(GoContext),
		new(APIContext),
		new(APIContextStruct),
		new(APIContextValue),
		new(ContextSecond),
		new(WideDefault),
		new(OwnContextAsArgument),
		new(WrongStub),
		new(StubOnly),
		new(Stub),
		new(Rune),
		new(Any),
		new(UnnamedIface),
		new(TCIAlias),
		&BeforeArg{plain{Contract: contractapi.Contract{BeforeTransaction: handlerArg}}},
		&AfterArg{plain{Contract: contractapi.Contract{AfterTransaction: handlerArg}}},
		&UnknownArg{plain{Contract: contractapi.Contract{UnknownTransaction: handlerArg}}},
		&BeforeResultAny{plain{Contract: contractapi.Contract{BeforeTransaction: handlerResultAny}}},
		&AfterResultAny{plain{Contract: contractapi.Contract{AfterTransaction: handlerResultAny}}},
		&UnknownResultAny{plain{Contract: contractapi.Contract{UnknownTransaction: handlerResultAny}}},
		&BeforeResultStruct{plain{Contract: contractapi.Contract{BeforeTransaction: handlerResultStruct}}},
		&AfterResultStruct{plain{Contract: contractapi.Contract{AfterTransaction: handlerResultStruct}}},
		&UnknownResultStruct{plain{Contract: contractapi.Contract{UnknownTransaction: handlerResultStruct}}},
		&BeforeContextLast{plain{Contract: contractapi.Contract{BeforeTransaction: handlerContextLast}}},
		&AfterContextLast{plain{Contract: contractapi.Contract{AfterTransaction: handlerContextLast}}},
		&UnknownContextLast{plain{Contract: contractapi.Contract{UnknownTransaction: handlerContextLast}}},
		&BeforeThree{plain{Contract: contractapi.Contract{BeforeTransaction: handlerThree}}},
		&AfterThree{plain{Contract: contractapi.Contract{AfterTransaction: handlerThree}}},
		&UnknownThree{plain{Contract: contractapi.Contract{UnknownTransaction: handlerThree}}},
		&BeforeTwoAny{plain{Contract: contractapi.Contract{BeforeTransaction: handlerTwoAny}}},
		&AfterTwoAny{plain{Contract: contractapi.Contract{AfterTransaction: handlerTwoAny}}},
		&UnknownTwoAny{plain{Contract: contractapi.Contract{UnknownTransaction: handlerTwoAny}}},
		&BeforeOwnCtx{plain{Contract: contractapi.Contract{BeforeTransaction: handlerOwnCtx}}},
		&AfterOwnCtx{plain{Contract: contractapi.Contract{AfterTransaction: handlerOwnCtx}}},
		&UnknownOwnCtx{plain{Contract: contractapi.Contract{UnknownTransaction: handlerOwnCtx}}},
		&BeforeWideCtx{plain{Contract: contractapi.Contract{BeforeTransaction: handlerWideCtx}}},
		&AfterWideCtx{plain{Contract: contractapi.Contract{AfterTransaction: handlerWideCtx}}},
		&UnknownWideCtx{plain{Contract: contractapi.Contract{UnknownTransaction: handlerWideCtx}}},
		&BeforeNone{plain{Contract: contractapi.Contract{BeforeTransaction: handlerNone}}},
		&AfterNone{plain{Contract: contractapi.Contract{AfterTransaction: handlerNone}}},
		&UnknownNone{plain{Contract: contractapi.Contract{UnknownTransaction: handlerNone}}},
		&BeforeCtx{plain{Contract: contractapi.Contract{BeforeTransaction: handlerCtx}}},
		&AfterCtx{plain{Contract: contractapi.Contract{AfterTransaction: handlerCtx}}},
		&UnknownCtx{plain{Contract: contractapi.Contract{UnknownTransaction: handlerCtx}}},
		&BeforeAnyOnly{plain{Contract: contractapi.Contract{BeforeTransaction: handlerAnyOnly}}},
		&AfterAnyOnly{plain{Contract: contractapi.Contract{AfterTransaction: handlerAnyOnly}}},
		&UnknownAnyOnly{plain{Contract: contractapi.Contract{UnknownTransaction: handlerAnyOnly}}},
		&BeforeDefaultCtx{plain{Contract: contractapi.Contract{BeforeTransaction: handlerDefaultCtx}}},
		&AfterDefaultCtx{plain{Contract: contractapi.Contract{AfterTransaction: handlerDefaultCtx}}},
		&UnknownDefaultCtx{plain{Contract: contractapi.Contract{UnknownTransaction: handlerDefaultCtx}}},
	}
}

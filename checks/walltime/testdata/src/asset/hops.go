package asset

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type issuer struct {
	now func() time.Time
	at  time.Time
}

func (i *issuer) Now() time.Time { return time.Now() } // want `error: time.Now reaches PutState at hops.go:20 through issuer.Now`

func (c *Contract) Method(ctx ctxI) error {
	i := &issuer{}
	return ctx.GetStub().PutState("at", []byte(i.Now().String()))
}

func (c *Contract) FunctionValue(ctx ctxI) error {
	i := issuer{now: time.Now} // want `error: time.Now reaches PutState at hops.go:25`
	return ctx.GetStub().PutState("at", []byte(i.now().String()))
}

func (i *issuer) stamp() { i.at = time.Now() } // want `error: time.Now reaches PutState at hops.go:37 through`

func (i *issuer) save(ctx ctxI) error { return put(ctx, "at", i.at.String()) }

func (c *Contract) ThroughFields(ctx ctxI) error {
	i := &issuer{}
	i.stamp()
	return i.save(ctx)
}
func put(ctx ctxI, key, value string) error { return ctx.GetStub().PutState(key, []byte(value)) }

var processStart = time.Now() // want `error: time.Now reaches PutState at hops.go:42`

func (c *Contract) PackageVariable(ctx ctxI) error {
	return ctx.GetStub().PutState("start", []byte(processStart.String()))
}

// New is called by main, before there are transactions.
func New() *Contract {
	return &Contract{started: time.Now()} // want `error: time.Now reaches PutState at hops.go:51`
}

func (c *Contract) ContractField(ctx ctxI) error {
	return ctx.GetStub().PutState("start", []byte(c.started.String()))
}

func (c *Contract) Closure(ctx ctxI) error {
	now := time.Now() // want `error: time.Now reaches PutState at hops.go:56`
	save := func() error { return ctx.GetStub().PutState("at", []byte(now.String())) }
	return save()
}

func (c *Contract) ClosureResult(ctx ctxI) error {
	now := func() string { return time.Now().String() } // want `error: time.Now reaches PutState at hops.go:62`
	return ctx.GetStub().PutState("at", []byte(now()))
}

func (c *Contract) MethodValue(ctx ctxI) error {
	save := ctx.GetStub().PutState
	return save("at", []byte(time.Now().String())) // want `error: time.Now reaches PutState at hops.go:67`
}

func first[T any](list ...T) T { return list[0] }

func (c *Contract) Generic(ctx ctxI) error {
	now := first(time.Now()) // want `error: time.Now reaches PutState at hops.go:74`
	return ctx.GetStub().PutState("at", []byte(now.String()))
}

type clock interface{ Tell() string }

type wall struct{}

func (wall) Tell() string { return time.Now().String() } // want `time.Now reaches PutState at hops.go:85 through wall.Tell`

func (c *Contract) Interface(ctx ctxI) error {
	var k clock = wall{}
	return ctx.GetStub().PutState("at", []byte(k.Tell()))
}

// A call cycle ends.
func even(ctx ctxI, n int, at string) error {
	if n == 0 {
		return ctx.GetStub().PutState("at", []byte(at))
	}
	return odd(ctx, n-1, at)
}

func odd(ctx ctxI, n int, at string) error { return even(ctx, n-1, at) }

func (c *Contract) Cycle(ctx ctxI) error {
	return odd(ctx, 3, time.Now().String()) // want `error: time.Now reaches PutState at hops.go:91 through odd, even`
}

// Base's methods are transactions of Derived.
type Base struct{}

func (b *Base) Promoted() string {
	return time.Now().String() // want `error: time.Now reaches the response at hops.go:106`
}

type Derived struct {
	Inner
	Base
}

type Inner struct{ contractapi.Contract }

// One finding a line, however often the line looks at the clock.
func (c *Contract) Twice(ctx ctxI) error {
	day := time.Date(time.Now().Year(), time.Now().Month(), 1, 0, 0, 0, 0, time.UTC) // want `error: time.Now reaches PutState at hops.go:119`
	return ctx.GetStub().PutState("day", []byte(day.String()))
}

// Package quiet has contracts that start.
package quiet

import (
	"time"

	"lib"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Status int

type Asset struct {
	ID    string
	Kids  []*Asset
	Tags  map[string]interface{}
	Due   time.Time
	State Status
	watch chan int
	each  func()
}

type Context struct{ contractapi.TransactionContext }

func (c *Context) User() string { return "" }

type User interface{ User() string }

type Contract struct{ contractapi.Contract }

// New sets the context.
func New() *Contract {
	c := new(Contract)
	c.TransactionContextHandler = new(Context)
	c.BeforeTransaction = c.before
	c.AfterTransaction = func(ctx *Context, result interface{}) error { return nil }
	c.UnknownTransaction = func() error { return nil }
	return c
}

func (c *Contract) before(ctx User) error { return nil }

func (c *Contract) Read(ctx *Context, id string) (*Asset, error)         { return nil, nil }
func (c *Contract) Ask(ctx User, b []byte, n [2]float64) ([]byte, error) { return nil, nil }
func (c *Contract) Write(ctx User, a Asset, any interface{}) error       { return nil }
func (c *Contract) Nothing()                                             {}
func (c *Contract) One() string                                          { return "" }
func (c *Contract) Fail() error                                          { return nil }
func (c *Contract) At(t time.Time) (map[string][]Asset, error)           { return nil, nil }
func (c *Contract) helper(visit func()) chan int                         { return nil }

// Each is no transaction.
func (c *Contract) Each(visit func(string)) {}

func (c *Contract) GetIgnoredFunctions() []string { return []string{"Each"} }

// Far inherits what it leaves out.
type Far struct{ lib.Base }

func (f *Far) Own(ctx contractapi.TransactionContextInterface) error { return nil }

func (f *Far) GetIgnoredFunctions() []string { return []string{"Each"} }

// Computed leaves out what nobody can read here.
type Computed struct{ contractapi.Contract }

func (f *Computed) Each(visit func(string)) {}

func (f *Computed) GetIgnoredFunctions() []string { return append([]string{"Other"}, names()...) }

func names() []string { return []string{"Each"} }

// Nobody is no contract.
type Nobody struct{}

func (n *Nobody) Each(visit func(string)) {}

type generic[T any] struct{ contractapi.Contract }

func (g *generic[T]) Each(visit func(T)) {}

func Start() { contractapi.NewChaincode(New(), new(Far), new(Computed)) }

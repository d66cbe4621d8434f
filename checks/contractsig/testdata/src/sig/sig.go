// Package main has contracts that NewChaincode refuses. That the verdicts are
// the library's own is e2e/contractsig's to show.
package main

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Query interface{ Text() string }

type Asset struct {
	ID    string
	Watch chan string
	mu    chan int
}

type Row map[int]string

type Tree []Tree

type Contract struct{ contractapi.Contract }

type ctx = contractapi.TransactionContextInterface

func (c *Contract) Find(_ ctx, q Query) error { return nil } // want `error: contract-api refuses Contract.Find and the chaincode does not start: parameter q of type Query: Query is an interface other than interface\{\}`

func (c *Contract) Count(_ ctx) (int, bool, error) { return 0, true, nil } // want `error: .* Contract.Count .*: 3 results: functions may return at most a value and an error`

func (c *Contract) Read(_ ctx, a *Asset) error { return nil } // want `error: .*: parameter a of type \*Asset: chan string is neither a struct nor a basic type that JSON has \(field Watch of Asset\)`

func (c *Contract) Rows(_ ctx) (Row, error) { return nil, nil } // want `error: .*: result of type Row: map key int is no string`

func (c *Contract) Grow(_ ctx, t Tree) error { return nil } // want `error: .*: Tree holds itself, which contract-api follows until the stack overflows`

func (c *Contract) Swap(_ ctx) (error, string) { return nil, "" } // want `error: .*: second result of type string: it must be error`

func (c *Contract) Name(_ ctx, s *string) error { return nil } // want `error: .*: \*string is a pointer to something else than a struct`

func (c *Contract) Late(id string, t ctx) error { return nil } // want `error: .*: parameter t of type ctx: the transaction context must be the first parameter`

func (c *Contract) Second(id string, t *contractapi.TransactionContext) error { return nil } // want `error: .*: the transaction context must be the first parameter`

func (c *Contract) Many(_ ctx, ids ...string) error { return nil } // want `error: clients cannot call Contract.Many: parameter ids is variadic: contract-api passes the slice as one element, and reflect panics at each call`

func (c *Contract) Empty(_ ctx, e struct{}) error { return nil } // want `error: .*has no required field, which the metadata's schema demands before v2.1.0`

func (c *Contract) None(_ ctx, e [0]string) error { return nil } // want `error: .*: \[0\]string is an array of length 0`

type Wide interface {
	contractapi.TransactionContextInterface
	User() string
}

type Context struct{ contractapi.TransactionContext }

func (c *Context) User() string { return "" }

// Plain has the default context.
type Plain struct{ contractapi.Contract }

func (p *Plain) Ask(c Wide) error { return nil } // want `error: .*: the contract's context \*contractapi.TransactionContext does not fit: it has no method User`

func (p *Plain) Own(c *Context) error { return nil } // want `error: .*: the contract's context is \*contractapi.TransactionContext, so contract-api takes it for an argument of the client`

// Mixed inherits.
type base struct{ contractapi.Contract }

func (b *base) Each(visit func(string)) {} // want `error: contract-api refuses Mixed.Each and .*: parameter visit`

type Mixed struct{ base }

type Silent struct{ contractapi.Contract } // want `error: contract-api refuses Silent: all its exported methods are in GetIgnoredFunctions`

func (s *Silent) Only(_ ctx) error { return nil }

func (s *Silent) GetIgnoredFunctions() []string { return []string{"Only"} }

func check(_ ctx, id string) error { return nil }

func after(result string) error { return nil }

func main() {
	c := new(Contract)
	c.BeforeTransaction = check // want `error: contract-api refuses the BeforeTransaction of Contract and .*: it takes a parameter besides the transaction context`
	c.AfterTransaction = after  // want `error: .*: its parameter besides the transaction context is string, want interface\{\}`
	c.UnknownTransaction = "no" // want `error: .*: string is no function`
	contractapi.NewChaincode(c, new(Plain), new(Mixed), new(Silent))
}

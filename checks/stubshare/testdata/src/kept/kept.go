package kept

import (
	"sync"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"

	"other"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct {
	contractapi.Contract
	stub  shim.ChaincodeStubInterface
	svc   *service
	any   any
	later func() error
	byID  map[string]ctxI
	open  map[string]ctxI
	queue chan ctxI
	list  []ctxI
	all   sync.Map
}

type service struct{ stub shim.ChaincodeStubInterface }

func (c *Contract) Field(ctx ctxI) error {
	c.stub = ctx.GetStub() // want `error: field Contract.stub keeps the stub of one transaction`
	return c.put("a")
}

func (c *Contract) put(key string) error { return c.stub.PutState(key, nil) }

var current ctxI

func (c *Contract) Global(ctx ctxI) error {
	current = ctx // want `error: package variable current keeps the stub of one transaction, and transactions that run at once use each other's`
	return current.GetStub().PutState("a", nil)
}

// In something that carries it.
func (c *Contract) Wrapped(ctx ctxI) error {
	c.svc = &service{stub: ctx.GetStub()} // want `error: field Contract.svc keeps the stub of one transaction`
	c.any = &service{stub: ctx.GetStub()} // want `error: field Contract.any keeps the stub of one transaction`
	return nil
}

var shared service

func (s *service) set(stub shim.ChaincodeStubInterface) {
	s.stub = stub // want `error: package variable shared keeps the stub of one transaction`
}

func (c *Contract) ThroughMethod(ctx ctxI) error {
	shared.set(ctx.GetStub())
	return nil
}

// A function that outlives the transaction.
func (c *Contract) Closure(ctx ctxI) error {
	c.later = func() error { return ctx.GetStub().PutState("a", nil) } // want `error: field Contract.later keeps a function that uses the stub of one transaction, and outlives it`
	return nil
}

func (c *Contract) InClosure(ctx ctxI) error {
	remember := func() { last = ctx } // want `error: package variable last keeps the stub of one transaction`
	remember()
	return nil
}

var last ctxI

// In maps, slices and channels.
func (c *Contract) Containers(ctx ctxI, id string) error {
	c.byID[id] = ctx             // want `error: field Contract.byID keeps the stub`
	c.queue <- ctx               // want `error: field Contract.queue keeps the stub`
	c.list = append(c.list, ctx) // want `error: field Contract.list keeps the stub`
	c.all.Store(id, ctx)         // want `error: field Contract.all keeps the stub`
	return nil
}

func (c *Contract) Open(ctx ctxI, id string) error {
	c.open[id] = ctx // want `notice: field Contract.open keeps the stubs of transactions until they are taken out again`
	defer delete(c.open, id)
	return nil
}

// Init and Invoke of a shim chaincode are in paths. A query races as well.
func (c *Contract) GetEvaluateTransactions() []string { return []string{"Query"} }

var asked ctxI

func (c *Contract) Query(ctx ctxI) error {
	asked = ctx // want `error: package variable asked keeps the stub of one transaction`
	return nil
}

// Kept by another package's function, and in another package's variable.
type Based struct {
	contractapi.Contract
	other.Base
}

func (b *Based) Issue(ctx ctxI, id string) error {
	b.Prepare(ctx.GetStub())      // want `error: field Based.Base.API keeps the stub of one transaction`
	other.Current = ctx.GetStub() // want `error: package variable other.Current keeps the stub of one transaction`
	base := &other.Base{}
	base.Prepare(ctx.GetStub())
	return b.API.PutState(id, nil)
}

var instance *service

func get() *service {
	if instance == nil {
		instance = &service{}
	}
	return instance
}

func (c *Contract) Singleton(ctx ctxI) error {
	get().stub = ctx.GetStub() // want `error: package variable instance keeps the stub of one transaction`
	return nil
}

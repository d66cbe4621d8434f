package v2

import (
	"sync"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type base struct{ ctx ctxI }

// Promoted is a transaction of Contract.
func (b *base) Promoted(ctx ctxI, id string) error {
	b.ctx = ctx // want `error: field Contract.base.ctx keeps the stub of one transaction`
	return b.put(id)
}

func (b *base) put(id string) error { return b.ctx.GetStub().PutState(id, nil) }

type Contract struct {
	contractapi.Contract
	base
}

func (c *Contract) Issue(ctx ctxI, id string) error {
	c.base.ctx = ctx // the same field again
	return c.put(id)
}

// A method value, and a generic helper.
func (c *Contract) All(ctx ctxI, ids []string) error {
	read := c.read
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(2)
		go read(ctx, id, &wg) // want `error: the goroutine calls GetState at v2.go:\d+ on the transaction's stub, at the same time as`
		go each(ctx, id, &wg) // want `error: the goroutine calls GetState at v2.go:\d+ on the transaction's stub, at the same time as`
	}
	wg.Wait()
	return nil
}

func (c *Contract) read(ctx ctxI, id string, wg *sync.WaitGroup) {
	defer wg.Done()
	ctx.GetStub().GetState(id)
}

func each[C ctxI](ctx C, id string, wg *sync.WaitGroup) {
	defer wg.Done()
	ctx.GetStub().GetState(id)
}

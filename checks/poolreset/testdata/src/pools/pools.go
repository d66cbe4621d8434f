package pools

import (
	"sync"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type buffer struct{ b []byte }

func (b *buffer) Reset()            { b.b = nil }
func (b *buffer) Write(text string) { b.b = append(b.b, text...) }

var dirty, behind, putClean, helped, returned, whole, unused sync.Pool

func (c *Contract) Dirty(ctx contractapi.TransactionContextInterface, text string) error {
	b := dirty.Get().(*buffer) // want `notice: a \*buffer from this pool is never reset, and holds what an earlier transaction left in it`
	defer dirty.Put(b)
	b.Write(text)
	return ctx.GetStub().PutState("a", b.b)
}

func (c *Contract) Quiet(ctx contractapi.TransactionContextInterface, text string) error {
	b := behind.Get().(*buffer)
	b.Reset()
	b.Write(text)
	behind.Put(b)
	d := putClean.Get().(*buffer)
	giveBack(d)
	e, _ := unused.Get().(*buffer)
	e.Write(text)
	return nil
}

func giveBack(b *buffer) {
	b.Reset()
	putClean.Put(b)
}

func (c *Contract) Helped(ctx contractapi.TransactionContextInterface, text string) error {
	b := helped.Get().(*buffer)
	tidy(b)
	helped.Put(b)
	return nil
}

func tidy(b *buffer) { b.Reset() }

func take() *buffer { return returned.Get().(*buffer) }

func (c *Contract) Returned(ctx contractapi.TransactionContextInterface, text string) error {
	b := take()
	returned.Put(b)
	return nil
}

func (c *Contract) Whole(ctx contractapi.TransactionContextInterface, text string) error {
	b := whole.Get().(*buffer)
	*b = buffer{}
	whole.Put(b)
	return nil
}

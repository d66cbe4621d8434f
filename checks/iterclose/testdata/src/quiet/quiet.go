// Package quiet holds near misses.
package quiet

import (
	"fmt"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Deferred(ctx contractapi.TransactionContextInterface) (err error) {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	defer it.Close()
	for it.HasNext() {
		if _, err = it.Next(); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Closure(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	defer func() {
		if err := it.Close(); err != nil {
			fmt.Println(err)
		}
	}()
	it.HasNext()
	return nil
}

func (c *Contract) Guarded(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if it != nil {
		defer it.Close()
	}
	return err
}

func (c *Contract) Each(ctx contractapi.TransactionContextInterface, ids []string) error {
	for _, id := range ids {
		if err := c.one(ctx, id); err != nil {
			return err
		}
		it, err := ctx.GetStub().GetStateByRange(id, "")
		if err != nil {
			return err
		}
		it.HasNext()
		it.Close()
	}
	return nil
}

func (c *Contract) one(ctx contractapi.TransactionContextInterface, id string) error {
	it, err := open(ctx, id)
	if err != nil {
		return err
	}
	return drain(it)
}

func open(ctx contractapi.TransactionContextInterface, id string) (shim.StateQueryIteratorInterface, error) {
	it, err := ctx.GetStub().GetStateByRange(id, "")
	if err != nil {
		return nil, err
	}
	return it, nil
}

func drain(it shim.StateQueryIteratorInterface) error {
	defer shut(it)
	for it.HasNext() {
		if _, err := it.Next(); err != nil {
			return err
		}
	}
	return nil
}

func shut(it shim.CommonIteratorInterface) { _ = it.Close() }

// rows keeps the iterator, and is closed by whoever has it.
type rows struct {
	it shim.StateQueryIteratorInterface
}

func (r *rows) Close() { r.it.Close() }

func (c *Contract) Stored(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	r := &rows{it}
	defer r.Close()
	return nil
}

func (c *Contract) Either(ctx contractapi.TransactionContextInterface, id string) error {
	var it shim.StateQueryIteratorInterface
	var err error
	if id == "" {
		it, err = ctx.GetStub().GetStateByRange("", "")
	} else if id == "b" {
		it, err = ctx.GetStub().GetStateByPartialCompositeKey("a", []string{id})
	} else {
		it, err = ctx.GetStub().GetQueryResult(id)
	}
	if err != nil {
		return err
	}
	defer it.Close()
	return nil
}

func (c *Contract) MethodValue(ctx contractapi.TransactionContextInterface, id string) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	closing := it.Close
	defer closing()
	return nil
}

package open

import (
	"errors"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Never(ctx contractapi.TransactionContextInterface) (int, error) {
	it, err := ctx.GetStub().GetStateByRange("", "") // want `warning: iterator of GetStateByRange is never closed`
	if err != nil {
		return 0, err
	}
	n := 0
	for it.HasNext() {
		kv, _ := it.Next() // want `warning: error of Next is dropped`
		n += len(kv.Value)
	}
	return n, nil
}

func (c *Contract) Some(ctx contractapi.TransactionContextInterface, id string) (bool, error) {
	it, err := ctx.GetStub().GetHistoryForKey(id) // want `warning: iterator of GetHistoryForKey is not closed on the way to the return at open.go:36`
	if err != nil {
		return false, err
	}
	for it.HasNext() {
		m, err := it.Next()
		if err != nil {
			return false, err
		}
		if len(m.Value) == 0 {
			return true, nil
		}
	}
	return false, it.Close()
}

func (c *Contract) Failing(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetQueryResult("{}") // want `notice: iterator of GetQueryResult is not closed when the transaction fails at open.go:49`
	if err != nil {
		return err
	}
	for it.HasNext() {
		if _, err := it.Next(); err != nil {
			return errors.New("next")
		}
	}
	it.Close()
	return nil
}

func (c *Contract) Rounds(ctx contractapi.TransactionContextInterface, ids []string) error {
	for _, id := range ids {
		it, err := ctx.GetStub().GetStateByRange(id, "") // want `warning: iterator of GetStateByRange is still open when the next round of the loop opens another`
		if err != nil {
			return err
		}
		if !it.HasNext() {
			continue
		}
		it.Close()
	}
	return nil
}

func (c *Contract) Helper(ctx contractapi.TransactionContextInterface) error {
	it, err := query(ctx.GetStub()) // want `warning: iterator of query is never closed`
	if err != nil {
		return err
	}
	return count(it)
}

// A call cycle, which closes nothing.
func count(it shim.StateQueryIteratorInterface) error {
	if it.HasNext() {
		return again(it)
	}
	return nil
}

func again(it shim.StateQueryIteratorInterface) error { return count(it) }

func query(stub shim.ChaincodeStubInterface) (shim.StateQueryIteratorInterface, error) {
	return stub.GetStateByRange("", "")
}

func (c *Contract) Pages(ctx contractapi.TransactionContextInterface) (err error) {
	defer done()
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, "") // want `warning: iterator of GetStateByRangeWithPagination is never closed`
	if err != nil {
		return err
	}
	_, err = sum[int](it)
	return err
}

func sum[T any](it shim.StateQueryIteratorInterface) (n T, err error) {
	for it.HasNext() {
		if _, err := it.Next(); err != nil {
			return n, err
		}
	}
	return n, nil
}

func done() {}

func (c *Contract) InClosure(ctx contractapi.TransactionContextInterface) error {
	f := func() error {
		it, err := ctx.GetStub().GetStateByRange("", "") // want `warning: iterator of GetStateByRange is never closed`
		if err != nil {
			return err
		}
		it.HasNext()
		return nil
	}
	return f()
}

package state

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id, name string) error {
	stub := ctx.GetStub()
	stub.PutState(id, nil)                                        // want `error: error of PutState is discarded`
	_ = stub.DelState(id)                                         // want `error: error of DelState is discarded`
	defer stub.PutState("late", nil)                              // want `error: error of PutState is discarded by defer`
	stub.SetEvent(name, nil)                                      // want `warning: error of SetEvent is discarded`
	stub.SetEvent("issued", nil)                                  // want `notice: error of SetEvent is discarded`
	v, _ := stub.GetState(id)                                     // want `warning: error of GetState is discarded`
	ts, _ := stub.GetTxTimestamp()                                // want `notice: error of GetTxTimestamp is discarded`
	it, _ := stub.GetStateByRange(id, "")                         // want `warning: error of GetStateByRange is discarded`
	key, _ := stub.CreateCompositeKey("asset", []string{id})      // want `warning: error of CreateCompositeKey is discarded`
	ctx.GetClientIdentity().AssertAttributeValue("role", "admin") // want `error: error of AssertAttributeValue is discarded`
	use(v, ts, it, key)
	return nil
}

func (c *Contract) Overwritten(ctx contractapi.TransactionContextInterface, id string) error { // want Overwritten:`passes on the error of DelState at state.go:30`
	stub := ctx.GetStub()
	err := stub.PutState(id, nil) // want `error: error of PutState is assigned to err and never looked at`
	err = stub.DelState(id)
	if err != nil {
		return err
	}
	a, err := stub.GetState("a") // want `warning: error of GetState is assigned to err and never looked at`
	b, err := stub.GetState("b")
	if err != nil {
		return err
	}
	use(a, b)
	return nil
}

func (c *Contract) Rounds(ctx contractapi.TransactionContextInterface, ids []string) error { // want Rounds:`passes on the error of PutState at state.go:46`
	var err error
	for _, id := range ids {
		err = ctx.GetStub().PutState(id, nil) // want `error: error of PutState is overwritten by the next round of the loop before it is looked at`
	}
	return err
}

// Named results of a function with defers are variables, not values.
func (c *Contract) Named(ctx contractapi.TransactionContextInterface, id string) (err error) { // want Named:`passes on the error of PutState at state.go:55`
	defer use(id)
	err = ctx.GetStub().PutState(id, nil) // want `error: error of PutState is assigned to err and never looked at`
	err = ctx.GetStub().PutState(id+"2", nil)
	return
}

func (c *Contract) Helpers(ctx contractapi.TransactionContextInterface, id string) error {
	c.save(ctx, id)             // want `error: error of Contract.save, which passes on that of PutState at state.go:75, is discarded`
	_ = deep(ctx, id)           // want `error: error of deep, which passes on that of PutState at state.go:75, is discarded`
	found, _ := exists(ctx, id) // want `warning: error of exists, which passes on that of GetState at state.go:86, is discarded`
	put := ctx.GetStub().PutState
	put(id, nil) // want `error: error of PutState is discarded`
	func() error {
		return ctx.GetStub().PutState(id, nil)
	}() // want `error: error of Contract.Helpers, which passes on that of PutState at state.go:66, is discarded`
	use(found)
	insert(ctx, id) // want `warning: error of insert, which passes on that of PutState at state.go:97, is discarded`
	each(ctx, id)   // want `error: error of each, which passes on that of PutState`
	return nil
}

func (c *Contract) save(ctx contractapi.TransactionContextInterface, id string) error {
	if err := ctx.GetStub().PutState(id, nil); err != nil {
		return errors.New("cannot save " + id)
	}
	return nil
}

func deep(ctx contractapi.TransactionContextInterface, id string) error {
	return (&Contract{}).save(ctx, id)
}

func exists(ctx contractapi.TransactionContextInterface, id string) (bool, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false, err
	}
	return v != nil, nil
}

func insert(ctx contractapi.TransactionContextInterface, id string) error {
	if id == "" {
		return errors.New("no id")
	}
	return ctx.GetStub().PutState(id, nil)
}

// A cycle of calls, and a generic helper.
func each[T any](ctx contractapi.TransactionContextInterface, id T) error {
	if err := again(ctx, id); err != nil {
		return err
	}
	return ctx.GetStub().PutState("each", nil)
}

func again[T any](ctx contractapi.TransactionContextInterface, id T) error { return each(ctx, id) }

// Nobody orders what only reads.
func (c *Contract) GetEvaluateTransactions() []string { return []string{"Look"} }

func (c *Contract) Look(ctx contractapi.TransactionContextInterface, id string) string {
	v, _ := ctx.GetStub().GetState(id) // want `notice: error of GetState is discarded`
	return string(v)
}

func use(...any) {}

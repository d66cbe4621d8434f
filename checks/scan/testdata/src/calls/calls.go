package calls

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) All(ctx ctxI, id string) error {
	it, err := ctx.GetStub().GetStateByRange("", "") // want `notice: GetStateByRange at calls.go:10 looks at every simple key in a transaction that writes: PutState at calls.go:15`
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) WriteFirst(ctx ctxI, id string) error {
	ctx.GetStub().PutState(id, nil)
	it, err := ctx.GetStub().GetStateByRange(id, "") // want `notice: GetStateByRange at .* looks at every simple key from its start on`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Type(ctx ctxI, id string) error {
	it, err := ctx.GetStub().GetStateByPartialCompositeKey("asset", []string{}) // want `notice: GetStateByPartialCompositeKey at .* looks at every key of its object type`
	if err != nil {
		return err
	}
	defer it.Close()
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return err
		}
		ctx.GetStub().DelState(kv.Key)
	}
	return nil
}

func all(ctx ctxI) (n int, err error) {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return 0, err
	}
	defer it.Close()
	for it.HasNext() {
		if _, err := it.Next(); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

func put(ctx ctxI, id string) error { return ctx.GetStub().PutState(id, nil) }

func (c *Contract) Helpers(ctx ctxI, id string) error {
	n, err := all(ctx) // want `notice: GetStateByRange at calls.go:44 through all looks at every simple key in a transaction that writes: PutState at calls.go:58 through put`
	if err != nil || n > 10 {
		return err
	}
	return put(ctx, id)
}

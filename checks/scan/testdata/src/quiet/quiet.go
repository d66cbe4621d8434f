package quiet

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Evaluated"} }

func (c *Contract) Evaluated(ctx ctxI) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("k", nil)
}

func (c *Contract) ReadOnly(ctx ctxI) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Bounds(ctx ctxI, from, to string) error {
	it, err := ctx.GetStub().GetStateByRange(from, to)
	if err != nil {
		return err
	}
	defer it.Close()
	it, err = ctx.GetStub().GetStateByPartialCompositeKey("asset", []string{from})
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("k", nil)
}

func (c *Contract) OneOrTheOther(ctx ctxI, what string) error {
	if what == "put" {
		return ctx.GetStub().PutState("k", nil)
	}
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	return it.Close()
}

// querywrite has these.
func (c *Contract) Private(ctx ctxI) error {
	it, err := ctx.GetStub().GetPrivateDataByRange("c", "", "")
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("k", nil)
}

// An object type that is not a constant is an index of its own.
func (c *Contract) Owned(ctx ctxI, owner string) error {
	it, err := ctx.GetStub().GetStateByPartialCompositeKey(owner, []string{})
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("k", nil)
}

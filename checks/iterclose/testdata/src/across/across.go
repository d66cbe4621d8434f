package across

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"rows"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Closed(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	return rows.Drain(it)
}

func (c *Contract) Left(ctx contractapi.TransactionContextInterface) (int, error) {
	it, err := ctx.GetStub().GetStateByRange("", "") // want `warning: iterator of GetStateByRange is never closed`
	if err != nil {
		return 0, err
	}
	return rows.Count(0, it), nil
}

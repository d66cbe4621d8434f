package fix

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Contract struct{ contractapi.Contract }

func (c *Contract) Any(ctx contractapi.TransactionContextInterface) (bool, error) {
	it, err := ctx.GetStub().GetStateByRange("", "") // want `never closed`
	if err != nil {
		return false, err
	}
	return it.HasNext(), nil
}

func (c *Contract) Loop(ctx contractapi.TransactionContextInterface, ids []string) error {
	for _, id := range ids {
		it, err := ctx.GetStub().GetStateByRange(id, "") // want `never closed`
		if err != nil {
			return err
		}
		it.HasNext()
	}
	return nil
}

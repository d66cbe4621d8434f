package fix

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	ctx.GetStub().PutState(id, nil) // want `error of PutState`
	if id == "a" {
		_ = ctx.GetStub().DelState(id) // want `error of DelState`
	}
	v, _ := ctx.GetStub().GetState(id) // want `error of GetState`
	return string(v), nil
}

func (c *Contract) Left(ctx contractapi.TransactionContextInterface, id string) error {
	v, _ := ctx.GetStub().GetState(id) // want `error of GetState`
	err := check(v)
	return err
}

func (c *Contract) None(ctx contractapi.TransactionContextInterface, id string) {
	ctx.GetStub().PutState(id, nil) // want `error of PutState`
}

func check([]byte) error { return nil }

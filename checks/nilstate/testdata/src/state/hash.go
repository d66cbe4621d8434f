package state

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

// That there is an item says nothing of an offer for it.
func (c *Contract) Accept(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	if _, err := c.item(ctx, id); err != nil {
		return 0, err
	}
	hash, err := ctx.GetStub().GetPrivateDataHash("offers", id)
	if err != nil {
		return 0, err
	}
	return hash[0], nil // want `error: value of GetPrivateDataHash`
}

func (c *Contract) item(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	data, err := ctx.GetStub().GetState(id)
	if err != nil {
		return "", err
	}
	if data == nil {
		return "", errors.New("no item")
	}
	return string(data), nil
}

package across

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"vault"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Offer(ctx contractapi.TransactionContextInterface, id, price string) error {
	return vault.Put(ctx, id, []byte(price)) // want `warning: argument price reaches private data in PutPrivateData through vault.Put`
}

func (c *Contract) Sealed(ctx contractapi.TransactionContextInterface, id string) error {
	secret, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	return vault.Put(ctx, id, secret["price"])
}

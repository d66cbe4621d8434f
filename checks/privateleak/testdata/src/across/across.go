package across

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"vault"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Shown(ctx contractapi.TransactionContextInterface, id string) error {
	price, err := ctx.GetStub().GetPrivateData("vault", id)
	if err != nil {
		return err
	}
	return vault.Show(ctx, id, price) // want `warning: data of GetPrivateData reaches PutState through vault.Show`
}

func (c *Contract) Kept(ctx contractapi.TransactionContextInterface, id string) error {
	price, err := ctx.GetStub().GetPrivateData("vault", id)
	if err != nil {
		return err
	}
	return vault.Put(ctx, id, price)
}

// A layer puts each value where it belongs.
type layer struct {
	ctx     contractapi.TransactionContextInterface
	private bool
}

func (l layer) put(key string, value []byte) error {
	if l.private {
		return l.ctx.GetStub().PutPrivateData("vault", key, value)
	}
	return l.ctx.GetStub().PutState(key, value)
}

func (c *Contract) Layered(ctx contractapi.TransactionContextInterface, id string) error {
	value, err := ctx.GetStub().GetPrivateData("vault", id)
	if err != nil {
		return err
	}
	return layer{ctx, true}.put(id, value)
}

// Both is no choice.
func (c *Contract) Both(ctx contractapi.TransactionContextInterface, id string) error {
	value, err := ctx.GetStub().GetPrivateData("vault", id)
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("copies", id, value); err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, value) // want `warning: data of GetPrivateData reaches PutState`
}

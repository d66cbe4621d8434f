package layered

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"store"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
	a := &store.Asset{ID: id, At: time.Now()} // want `error: time.Now reaches PutState at store.go:27 through store.Save`
	return store.Save(ctx.GetStub(), a)
}

func (c *Contract) Touch(ctx contractapi.TransactionContextInterface, a *store.Asset) error {
	if time.Now().After(a.At) { // want `warning: time.Now decides PutState at store.go:27 through store.Save`
		return store.Save(ctx.GetStub(), a)
	}
	return nil
}

// What only reads or traces is no write.
func (c *Contract) Traced(ctx contractapi.TransactionContextInterface) error {
	store.Trace(ctx.GetStub(), time.Now())
	return nil
}

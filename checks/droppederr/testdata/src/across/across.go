package across

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"store"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
	s := store.Store{Stub: ctx.GetStub()}
	s.Save(id)                            // want `error: error of Store.Save, which passes on that of PutState at store.go:9, is discarded`
	v, _ := store.Load(ctx.GetStub(), id) // want `warning: error of Load, which passes on that of GetState at store.go:17, is discarded`
	store.Quiet(ctx.GetStub())
	_ = v
	_ = c.twice(ctx, id) // want `error: error of Contract.twice, which passes on that of PutState at store.go:9, is discarded`
	return nil
}

func (c *Contract) twice(ctx contractapi.TransactionContextInterface, id string) error {
	s := store.Store{Stub: ctx.GetStub()}
	return s.Save(id)
}

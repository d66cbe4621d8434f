package layered

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"store"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Move(ctx contractapi.TransactionContextInterface, id, to string) ([]byte, error) {
	if err := store.Save(ctx.GetStub(), &store.Asset{ID: id, Owner: to}); err != nil {
		return nil, err
	}
	return store.Load(ctx.GetStub(), id) // want `error: GetState of asset\(id\) at store.go:26 through store.Load returns the committed value: PutState of the same key at store.go:18 through store.Save is not seen before commit`
}

func (c *Contract) Mixed(ctx contractapi.TransactionContextInterface, id string) error {
	key, err := store.Key(ctx.GetStub(), id)
	if err != nil {
		return err
	}
	if err := ctx.GetStub().DelState(key); err != nil {
		return err
	}
	_, err = store.Load(ctx.GetStub(), id) // want `error: GetState of asset\(id\) at`
	return err
}

func (c *Contract) Cached(ctx contractapi.TransactionContextInterface, id string) ([]byte, error) {
	s := &store.Cached{Stub: ctx.GetStub()}
	if err := s.PutState(id, nil); err != nil {
		return nil, err
	}
	return s.GetState(id)
}

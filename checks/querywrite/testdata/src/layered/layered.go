package layered

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"pages"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Sweep(ctx contractapi.TransactionContextInterface, mark string) error {
	keys, err := pages.Keys(ctx.GetStub(), mark) // want `error: DelState at layered.go:16 fails after GetStateByRangeWithPagination at pages.go:7 through pages.Keys`
	if err != nil {
		return err
	}
	for _, key := range keys {
		ctx.GetStub().DelState(key)
	}
	return nil
}

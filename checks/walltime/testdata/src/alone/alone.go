package alone

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(time.Now().String())) // want `error: time.Now reaches PutState`
}

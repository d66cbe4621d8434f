package fixed

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, s int64) error {
	at := time.Unix(int64(float64(s)), int64(0))                                       // want `warning: time.Unix`
	return ctx.GetStub().PutState("k", []byte(at.String()+time.UnixMilli(s).String())) // want `warning: time.UnixMilli`
}

func (c *Contract) Date(ctx contractapi.TransactionContextInterface, y int) error {
	at := time.Date(y, 1, 1, 0, 0, 0, 0, time.Local) // want `warning: time.Date`
	return ctx.GetStub().PutState("k", []byte(at.UTC().String()))
}

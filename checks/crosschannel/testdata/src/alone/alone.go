package alone

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

// The name may be that of the own channel.
func (c *Contract) Set(ctx contractapi.TransactionContextInterface, id string) error {
	args := make([][]byte, 2)
	args[0] = []byte("set")
	args[1] = []byte(id)
	r := ctx.GetStub().InvokeChaincode("assets", args, "other") // want `notice: InvokeChaincode at alone.go:16 calls "other", where nothing that set writes is kept unless it is the own channel`
	if r.Status != 200 {
		return errors.New(r.Message)
	}
	return nil
}

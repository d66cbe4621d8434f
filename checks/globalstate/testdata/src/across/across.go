package across

import (
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"ids"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface) error {
	id := strconv.Itoa(ids.Next()) // want `error: package variable ids.last, which ids.Next writes at ids.go:18, is written in a transaction and reaches PutState at across.go:\d+`
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Once(ctx contractapi.TransactionContextInterface, id string) error {
	if ids.Seen(id) { // want `warning: package variable ids.seen, which ids.Seen writes at ids.go:24, is written in a transaction and decides PutState`
		return nil
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Forget(ctx contractapi.TransactionContextInterface, id string) error {
	ids.Forget(id) // want `notice: package variable ids.seen, which ids.Forget writes at ids.go:29, is written in a transaction, a race`
	return ctx.GetStub().DelState(id)
}

func (c *Contract) Fixed(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(strconv.Itoa(ids.Table()["a"])))
}

func main() { ids.Next() }

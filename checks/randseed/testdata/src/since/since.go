package since

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, s int64) error {
	rand.Seed(s) // want `error: rand.Seed does nothing with go 1.2[46](.0)? in go.mod: rand.Intn at since.go:14 draws another number on each endorser`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(rand.Intn(6))))
}

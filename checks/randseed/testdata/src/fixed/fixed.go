package fixed

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, names []string) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	rand.Seed(ts.Seconds + int64(ts.Nanos)) // want `warning: rand.Seed`
	for i := 0; i < 3; i++ {
		rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	return ctx.GetStub().PutState("winner", []byte(names[0]+strconv.Itoa(rand.Intn(6))))
}

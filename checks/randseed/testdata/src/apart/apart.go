package apart

import (
	"math/rand"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

// What draws is in another package.
func (c *Contract) Seed(ctx contractapi.TransactionContextInterface, s int64) error {
	rand.Seed(s) // want `warning: rand.Seed seeds one source for all transactions, which run at once`
	return ctx.GetStub().PutState("seeded", nil)
}

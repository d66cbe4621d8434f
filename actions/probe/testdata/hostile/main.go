// Command hostile is a chaincode that harms whoever runs it or reads what it
// says: it takes memory and processes without end, and speaks in terminal
// escapes.
//
// It promises one harm a function.
package main

import (
	"log"
	"os"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Contract has all functions.
type Contract struct{ contractapi.Contract }

// Ctx is what every function gets.
type Ctx = contractapi.TransactionContextInterface

func main() {
	if os.Getenv("HOSTILE_SLEEP") != "" { // one of Fork's
		time.Sleep(time.Hour)
	}
	chaincode, err := contractapi.NewChaincode(new(Contract))
	if err != nil {
		log.Fatal(err)
	}
	if err := chaincode.Start(); err != nil {
		log.Fatal(err)
	}
}

// Put does no harm.
func (c *Contract) Put(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte("same"))
}

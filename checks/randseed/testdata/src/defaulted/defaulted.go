//go:debug default=go1.21

package main

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, s int64) error {
	rand.Seed(s) // want `warning: rand.Seed seeds`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(rand.Intn(6))))
}

func main() {}

//go:debug randseednop=1

package main

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, s int64) error {
	rand.Seed(s) // want `error: rand.Seed does nothing under //go:debug randseednop=1: rand.Intn at debugged.go:16`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(rand.Intn(6))))
}

func main() {}

package main

import (
	"math/rand"
	"strconv"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

func init() { rand.Seed(time.Now().UnixNano()) }

func main() {
	rand.Seed(time.Now().UnixNano())
	chaincode, err := contractapi.NewChaincode(&Contract{})
	if err != nil {
		panic(err)
	}
	chaincode.Start()
}

// The transaction's own source.
func (c *Contract) Own(ctx ctxI, s int64) error {
	rng := rand.New(rand.NewSource(s))
	rng.Seed(s + 1)
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(rng.Intn(6))))
}

// A draw alone is the check random's business.
func (c *Contract) Draw(ctx ctxI) error {
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(rand.Intn(6))))
}

// Nobody orders what is only evaluated.
func (c *Contract) Show(ctx ctxI, s int64) (int, error) {
	rand.Seed(s)
	return rand.Intn(6), nil
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Show"} }

// Seed is not math/rand's.
func Seed(int64) {}

func (c *Contract) Other(ctx ctxI, s int64) error {
	Seed(s)
	return ctx.GetStub().PutState("n", nil)
}

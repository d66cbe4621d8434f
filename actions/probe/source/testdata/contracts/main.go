// Command contracts is a chaincode of several contracts.
package main

import (
	"log"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.com/contracts/other"
)

// Ctx is what every function gets.
type Ctx = contractapi.TransactionContextInterface

// Base is embedded.
type Base struct{ contractapi.Contract }

// Inherited writes the moment.
func (b *Base) Inherited(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(time.Now().String())) // Base
}

// First is the default contract.
type First struct{ Base }

// Stamp writes two keys: the moment, and what the client sent.
func (f *First) Stamp(ctx Ctx, text string) error {
	if err := ctx.GetStub().PutState("other", []byte(time.Now().UTC().Format("2006"))); err != nil {
		return err
	}
	return ctx.GetStub().PutState("moment"+text, []byte(time.Now().UTC().String())) // First
}

// before runs before each transaction of Third.
func before(ctx Ctx) error {
	return ctx.GetStub().PutState("seen", []byte(time.Now().UTC().String())) // before
}

func main() {
	second := &other.Second{}
	second.Name = "org.example.second"
	third := &other.Third{Contract: contractapi.Contract{Name: "third"}}
	third.BeforeTransaction = before
	chaincode, err := contractapi.NewChaincode(&First{}, second, third)
	if err != nil {
		log.Fatal(err)
	}
	if err := chaincode.Start(); err != nil {
		log.Fatal(err)
	}
}

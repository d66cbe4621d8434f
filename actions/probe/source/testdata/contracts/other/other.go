// Package other has contracts of another package.
package other

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Ctx is what every function gets.
type Ctx = contractapi.TransactionContextInterface

// Second has its name from main.
type Second struct{ contractapi.Contract }

// Stamp writes the moment.
func (s *Second) Stamp(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(time.Now().UTC().String())) // Second
}

// Third has its name from a literal.
type Third struct{ contractapi.Contract }

// Stamp writes the moment.
func (t Third) Stamp(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(time.Now().UTC().String())) // Third
}

// Quiet has no fault of its own.
func (t Third) Quiet(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte("same"))
}

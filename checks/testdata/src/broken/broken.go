// Package broken does not type-check.
package broken

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"nowhere/to/be/found"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Put(ctx contractapi.TransactionContextInterface) error {
	at := undefined(time.Now())
	return found.Put(ctx, at)
}

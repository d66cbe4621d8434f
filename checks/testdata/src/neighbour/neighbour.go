// Package neighbour stands next to a package that does not compile.
package neighbour

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

var count int

func (c *Contract) Put(ctx contractapi.TransactionContextInterface) error {
	at := now(time.Now())
	return ctx.GetStub().PutState("at", []byte(at))
}

func (c *Contract) List(m map[string]string) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	return list
}

func (c *Contract) Count() int {
	count++
	return count
}

func now(t time.Time) string { return t.String() }

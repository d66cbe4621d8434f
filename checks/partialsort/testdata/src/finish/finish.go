package finish

import (
	"encoding/json"
	"sort"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type Quote struct {
	ID    string
	Price int
}

// Sorted by the price alone, the results of goroutines keep the order in which they came.
func (c *Contract) Quotes(ctx contractapi.TransactionContextInterface, ids []string) error {
	results := make(chan Quote, len(ids))
	for _, id := range ids {
		go func() { results <- Quote{id, len(id)} }() // want `error: the sort at finish.go:27 compares only Price, so ties keep the order in which goroutines finish and reach PutState at finish.go:32`
	}
	var list []Quote
	for range ids {
		list = append(list, <-results)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Price < list[j].Price })
	value, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("quotes", value)
}

package fix

import (
	"sort"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type bid struct {
	BidderID string
	Price    int
}

type ask struct {
	Price int
	Notes []string
}

func (c *Contract) Close(ctx contractapi.TransactionContextInterface, bids map[string]bid) error {
	var list []bid
	for _, b := range bids { // want `error: the sort at fix.go:\d+ compares only Price`
		list = append(list, b)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })
	return ctx.GetStub().PutState("winner", []byte(list[0].BidderID))
}

func (c *Contract) Long(ctx contractapi.TransactionContextInterface, bids map[string]*bid) error {
	var list []*bid
	for _, b := range bids { // want `error: the sort at fix.go:\d+ compares only Price`
		list = append(list, b)
	}
	sort.SliceStable(list, func(i, j int) bool {
		return list[i].Price < list[j].Price
	})
	return ctx.GetStub().PutState("winner", []byte(list[0].BidderID))
}

// Nothing tells these apart.
func (c *Contract) Asks(ctx contractapi.TransactionContextInterface, asks map[string]ask) error {
	var list []ask
	for _, a := range asks { // want `error: the sort at fix.go:\d+ compares only Price`
		list = append(list, a)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })
	return ctx.GetStub().PutState("first", []byte(list[0].Notes[0]))
}

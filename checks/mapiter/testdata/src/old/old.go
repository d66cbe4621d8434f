//go:build go1.22

package old

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Contract struct{ contractapi.Contract }

// slices.Sorted is of Go 1.23.
func (c *Contract) Keys(ctx contractapi.TransactionContextInterface, bids map[string]int) ([]string, error) {
	var list []string
	for bidder := range bids { // want `error: map order reaches the response`
		list = append(list, bidder)
	}
	return list, nil
}

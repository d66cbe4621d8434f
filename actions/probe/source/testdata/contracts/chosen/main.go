// Command chosen is a chaincode whose fault no check names.
package main

import (
	"log"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.com/contracts/chosen/pick"
)

// Contract is the only one.
type Contract struct{ contractapi.Contract }

// Chosen writes what another package chose.
func (c *Contract) Chosen(ctx contractapi.TransactionContextInterface, key string) error {
	return ctx.GetStub().PutState(key, []byte(pick.Loud(map[string]int{"a": 11, "b": 12})))
}

func main() {
	chaincode, err := contractapi.NewChaincode(&Contract{})
	if err != nil {
		log.Fatal(err)
	}
	if err := chaincode.Start(); err != nil {
		log.Fatal(err)
	}
}

// Command fleet is a chaincode that keeps the vehicles of several carriers.
package main

import (
	"log"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.org/fleet/contract"
)

func main() {
	chaincode, err := contractapi.NewChaincode(&contract.Vehicles{}, &contract.Journeys{})
	if err != nil {
		log.Fatalf("making the chaincode: %v", err)
	}
	if err := chaincode.Start(); err != nil {
		log.Fatalf("starting the chaincode: %v", err)
	}
}

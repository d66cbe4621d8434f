// Command warranty is a chaincode that keeps product warranties on a ledger.
package main

import (
	"log"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.org/warranty/contract"
)

func main() {
	chaincode, err := contractapi.NewChaincode(contract.New())
	if err != nil {
		log.Fatalf("making the chaincode: %v", err)
	}
	// Serves where CHAINCODE_SERVER_ADDRESS says, else dials its peer.
	if err := chaincode.Start(); err != nil {
		log.Fatalf("starting the chaincode: %v", err)
	}
}

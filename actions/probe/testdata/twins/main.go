// Command twins is a chaincode in which each kind of fault has a function of
// its own, named after it, beside functions without any. Two processes of it
// differ as two peers' would.
//
// It starts as a server where CHAINCODE_SERVER_ADDRESS and
// CORE_CHAINCODE_ID_NAME are set, and else dials the peer.
//
// It promises one fault a function, on a line of its own.
package main

import (
	"log"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Contract has all functions.
type Contract struct{ contractapi.Contract }

// Ctx is what every function gets.
type Ctx = contractapi.TransactionContextInterface

func main() {
	chaincode, err := contractapi.NewChaincode(new(Contract))
	if err != nil {
		log.Fatal(err)
	}
	if err := chaincode.Start(); err != nil {
		log.Fatal(err)
	}
}

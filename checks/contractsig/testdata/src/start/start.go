// Command start registers a contract of another package.
package main

import (
	"lib"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

func main() {
	base := new(lib.Base) // want `error: contract-api refuses Base.Each and the chaincode does not start: parameter visit`
	contractapi.NewChaincode(base)
}

// Package ledger is the layer below layered.
package ledger

import "github.com/hyperledger/fabric-chaincode-go/shim"

type Entry struct{ Body []byte }

func Save(stub shim.ChaincodeStubInterface, e *Entry) error { return stub.PutState("k", e.Body) }

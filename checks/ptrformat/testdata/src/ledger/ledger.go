// Package ledger is the layer below layered.
package ledger

import "github.com/hyperledger/fabric-chaincode-go/shim"

type Entry struct{ Text string }

func Save(stub shim.ChaincodeStubInterface, e Entry) error { return stub.PutState("k", []byte(e.Text)) }

func Log(stub shim.ChaincodeStubInterface, e Entry) {}

func Again(stub shim.ChaincodeStubInterface, n int, text string) error {
	if n == 0 {
		return stub.PutState(text, nil)
	}
	return Again(stub, n-1, text)
}

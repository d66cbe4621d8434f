package store

import "github.com/hyperledger/fabric-chaincode-go/shim"

// Put needs three arguments and leaves the check to its callers.
func Put(stub shim.ChaincodeStubInterface, args []string) error {
	return put(stub, args)
}

func put(stub shim.ChaincodeStubInterface, args []string) error {
	return stub.PutState(args[0], []byte(args[2]))
}

// Own looks at the client's arguments by itself.
func Own(stub shim.ChaincodeStubInterface) error {
	_, args := stub.GetFunctionAndParameters()
	return stub.PutState(args[1], nil)
}

// Check is what a caller may rely on.
func Check(args []string, n int) error {
	if len(args) != n {
		return errCount
	}
	return nil
}

var errCount = errorText("count")

type errorText string

func (e errorText) Error() string { return string(e) }

package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	"github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response {
	stub.PutState("a", nil) // want `error: error of PutState is discarded`
	return shim.Success(nil)
}

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	_, args := stub.GetFunctionAndParameters()
	t.set(stub, args) // want `warning: error of chaincode.set, which passes on that of PutState at vendored.go:25, is discarded`
	w := wrapper{stub}
	w.PutState(args[0], nil) // want `error: error of PutState is discarded`
	return shim.Success(nil)
}

func (t *chaincode) set(stub shim.ChaincodeStubInterface, args []string) peer.Response {
	if len(args) == 2 {
		err := stub.PutState(args[0], []byte(args[1]))
		if err != nil {
			return shim.Error(err.Error())
		}
		return shim.Success(nil)
	}
	return shim.Error("want two")
}

// wrapper is what projects put around the stub.
type wrapper struct{ shim.ChaincodeStubInterface }

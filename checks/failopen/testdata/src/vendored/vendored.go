package vendored

import (
	"fmt"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	"github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	fn, args := stub.GetFunctionAndParameters()
	switch fn {
	case "add":
		return t.add(stub, args)
	}
	return shim.Error("unknown")
}

func (t *chaincode) add(stub shim.ChaincodeStubInterface, args []string) peer.Response {
	v, err := stub.GetState(args[0]) // want `warning: error of GetState lets the transaction through to PutState at vendored.go:30`
	if err == nil {
		if v != nil {
			return shim.Error("exists")
		}
	}
	err = stub.PutState(args[0], nil) // want `warning: error of PutState does not stop the function, which returns as if all went well at vendored.go:34`
	if err != nil {
		fmt.Println(err)
	}
	return shim.Success(nil)
}

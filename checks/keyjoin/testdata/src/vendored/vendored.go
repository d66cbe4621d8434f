package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	"github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	fn, args := stub.GetFunctionAndParameters()
	switch fn {
	case "set":
		return t.set(stub, args)
	}
	return shim.Error("unknown")
}

func (t *chaincode) set(stub shim.ChaincodeStubInterface, args []string) peer.Response {
	if err := stub.PutState(args[0]+args[1], nil); err != nil { // want `warning: the key of PutState at vendored.go:22 joins args\[0\] and args\[1\] without a separator`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

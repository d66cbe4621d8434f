package main

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	function, args := stub.GetFunctionAndParameters()
	switch function {
	case "read":
		return t.read(stub, args)
	case "change":
		return t.change(stub, args)
	}
	return shim.Error("unknown")
}

func (t *chaincode) read(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	value, err := stub.GetPrivateData("collection", args[0])
	if err != nil {
		return shim.Error("no " + string(value))
	}
	return shim.Success(value)
}

func (t *chaincode) change(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	value, err := stub.GetPrivateData("collection", args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	if err := stub.PutState(args[0], []byte("changed")); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(value) // want `warning: data of GetPrivateData reaches shim.Success: the response of a transaction that writes`
}

func main() { shim.Start(new(chaincode)) }

package main

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	return t.login(stub, args)
}

func (t *chaincode) login(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	user := args[0]
	password := string(args[1]) // want `notice: argument password looks like a secret`
	if user == password {
		return shim.Error("no")
	}
	return shim.Success(nil)
}

func main() { shim.Start(new(chaincode)) }

package main

import (
	"encoding/json"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

type marble struct {
	Name  string `json:"name"`
	Color string `json:"color"`
}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	function, args := stub.GetFunctionAndParameters()
	switch function {
	case "put":
		return t.put(stub, args)
	case "raw":
		return t.raw(stub)
	case "here":
		if err := stub.PutPrivateData(args[0], args[1], []byte(args[1]+args[2])); err != nil { // want `warning: argument args\[2\] reaches`
			return shim.Error(err.Error())
		}
	case "range":
		if _, err := stub.GetPrivateDataByRange(args[0], args[1], args[2]); err != nil {
			return shim.Error(err.Error())
		}
	}
	return shim.Error("unknown")
}

func (t *chaincode) put(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	name := args[0]
	color := args[1]
	value, err := json.Marshal(&marble{name, color})
	if err != nil {
		return shim.Error(err.Error())
	}
	if err := stub.PutPrivateData("marbles", name, value); err != nil { // want `warning: argument args\[1\] reaches private data in PutPrivateData`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func (t *chaincode) raw(stub shim.ChaincodeStubInterface) pb.Response {
	args := stub.GetArgs()
	if err := stub.PutPrivateData(string(args[1]), string(args[2]), args[3]); err != nil { // want `warning: argument args\[3\] reaches`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func main() { shim.Start(new(chaincode)) }

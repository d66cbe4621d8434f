package v14

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	switch fn, args := stub.GetFunctionAndParameters(); fn {
	case "put":
		return t.put(stub, args)
	case "get":
		return t.get(stub, args)
	case "swap":
		return t.swap(stub, args)
	}
	return shim.Error("unknown")
}

func (chaincode) put(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if err := stub.PutState(args[0], []byte(args[1])); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func (chaincode) get(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	value, err := stub.GetState(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(value)
}

func (t chaincode) swap(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if r := t.put(stub, args); r.Status != shim.OK {
		return r
	}
	return t.get(stub, args) // want `error: GetState of args\[0\] at v14.go:32 through chaincode.get returns`
}

func main() { shim.Start(&chaincode{}) }

package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{ stub shim.ChaincodeStubInterface }

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	t.stub = stub // want `error: field chaincode.stub keeps the stub of one transaction`
	function, args := stub.GetFunctionAndParameters()
	switch function {
	case "put":
		return t.put(args)
	}
	return shim.Error("unknown function")
}

func (t *chaincode) put(args []string) pb.Response {
	for _, arg := range args {
		go t.stub.PutState(arg, nil) // want `error: the goroutine calls PutState .* and is not waited for`
	}
	return shim.Success(nil)
}

func main() { shim.Start(&chaincode{}) }

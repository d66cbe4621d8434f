package vendored

import (
	"time"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	switch fn, args := stub.GetFunctionAndParameters(); fn {
	case "put":
		return t.put(stub, args)
	case "tell":
		return t.tell(stub)
	case "guard":
		return t.guard(stub)
	}
	return shim.Error("unknown")
}

func (chaincode) put(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if err := stub.PutState(args[0], []byte(time.Now().String())); err != nil { // want `error: time.Now reaches PutState at vendored.go:27`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func (chaincode) tell(stub shim.ChaincodeStubInterface) pb.Response {
	return shim.Success([]byte(time.Now().String())) // want `error: time.Now reaches shim.Success at vendored.go:34`
}

func (chaincode) guard(stub shim.ChaincodeStubInterface) pb.Response {
	if time.Now().Hour() > 12 { // want `notice: time.Now decides only whether the transaction fails`
		return shim.Error("closed at " + time.Now().String())
	}
	if err := stub.PutState("a", nil); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func main() { shim.Start(chaincode{}) }

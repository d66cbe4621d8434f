package vendored

import (
	"fmt"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

type entry struct{ Amount *int }

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	switch fn, args := stub.GetFunctionAndParameters(); fn {
	case "put":
		return t.put(stub, args)
	case "tell":
		return t.tell(stub)
	}
	return shim.Error("unknown")
}

func (chaincode) put(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	n := len(args)
	e := entry{&n}
	if n > 3 {
		return shim.Error(fmt.Sprintf("bad %v", e.Amount))
	}
	fmt.Println("putting", e, &n)
	if err := stub.PutState(args[0], []byte(fmt.Sprintf("amount %v", e.Amount))); err != nil { // want `error: the address of a \*int that fmt.Sprintf prints with %v reaches PutState at vendored.go:33`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func (chaincode) tell(stub shim.ChaincodeStubInterface) pb.Response {
	return shim.Success([]byte(fmt.Sprint([]entry{{}}))) // want `warning: the address of a \*int within a \[\]entry that fmt.Sprint prints reaches shim.Success`
}

func main() { shim.Start(chaincode{}) }

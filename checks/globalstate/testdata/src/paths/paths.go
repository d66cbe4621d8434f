package paths

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{ last string }

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	previous := t.last
	t.last = args[0] // want `error: field chaincode.last is written in a transaction and reaches shim.Success at paths.go:16`
	return shim.Success([]byte(previous))
}

func main() { shim.Start(&chaincode{}) }

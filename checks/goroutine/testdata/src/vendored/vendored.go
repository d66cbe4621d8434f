package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	results := make(chan string, len(args))
	for _, arg := range args {
		go func(arg string) { results <- arg + arg }(arg) // want `error: the order in which goroutines finish reaches shim.Success`
	}
	return shim.Success([]byte(<-results))
}

func main() { shim.Start(&chaincode{}) }

package v2

import (
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

type base struct{ contractapi.Contract }

// First is promoted.
func (b *base) First(ctx contractapi.TransactionContextInterface, ids []string) (string, error) {
	return first(ids), nil
}

type Contract struct{ base }

// first serves any list.
func first[T any](list []T) T {
	return list[0] // want `error: list\[0\] is read with no check of len\(list\) on the way: .* \(from base.First\)`
}

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response { return shim.Success(nil) }

func (c chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	_, args := stub.GetFunctionAndParameters()
	handle := c.handle
	return handle(stub, args)
}

func (chaincode) handle(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	return shim.Success([]byte(args[0])) // want `error: args\[0\] is read with no check`
}

// handler is registered with a framework, which may have checked.
func handler(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	return shim.Success([]byte(args[0]))
}

var Handlers = []any{handler}

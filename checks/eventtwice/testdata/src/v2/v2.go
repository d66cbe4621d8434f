package v2

import (
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	pb "github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) *pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) *pb.Response {
	stub.SetEvent("a", nil)
	stub.SetEvent("b", nil) // want `error: SetEvent of "b"`
	return shim.Success(nil)
}

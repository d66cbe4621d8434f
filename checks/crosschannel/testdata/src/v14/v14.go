package v14

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	stub.InvokeChaincode("a", nil, "") // want `warning: InvokeChaincode at`
	r := stub.InvokeChaincode("a", nil, "")
	if r.Status != 200 {
		return shim.Error(r.Message)
	}
	return shim.Success(nil)
}

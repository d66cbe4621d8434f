package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	it, err := stub.GetStateByRange("", "") // want `notice: GetStateByRange at`
	if err != nil {
		return shim.Error(err.Error())
	}
	defer it.Close()
	stub.PutState("k", nil)
	return shim.Success(nil)
}

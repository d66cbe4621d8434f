package v14

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	"github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	it, err := stub.GetStateByRange("", "") // want `warning: iterator of GetStateByRange is never closed`
	if err != nil {
		return shim.Error(err.Error())
	}
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return shim.Error(err.Error())
		}
		_ = kv
	}
	return shim.Success(nil)
}

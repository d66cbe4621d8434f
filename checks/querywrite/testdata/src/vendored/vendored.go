package vendored

import (
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	it, err := stub.GetPrivateDataByRange("c", "", "") // want `error: PutState at`
	if err != nil {
		return shim.Error(err.Error())
	}
	defer it.Close()
	stub.PutState("k", nil)
	return shim.Success(nil)
}

func (t *chaincode) find(stub shim.ChaincodeStubInterface, id string) pb.Response {
	it, err := stub.GetQueryResult(id) // want `warning: GetQueryResult at .* decides whether PutState at .* comes about`
	if err != nil {
		return shim.Error(err.Error())
	}
	defer it.Close()
	kv, err := it.Next()
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(kv.Value)
}

func (t *chaincode) Register(stub shim.ChaincodeStubInterface, id string) pb.Response {
	found := t.find(stub, id)
	if string(found.Payload) != "[]" {
		return shim.Error("taken")
	}
	stub.PutState(id, nil)
	return shim.Success(nil)
}

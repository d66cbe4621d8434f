package v14

import (
	"github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
	"messages"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	m := &messages.Old{Id: args[0], Attrs: map[string]string{"a": args[1], "b": args[2]}}
	data, err := proto.Marshal(m) // want `warning: proto.Marshal encodes the map Old.Attrs in random order, and reaches PutState at v14.go:21`
	if err != nil {
		return shim.Error(err.Error())
	}
	if err := stub.PutState(args[0], data); err != nil {
		return shim.Error(m.String())
	}
	return shim.Success(nil)
}

func main() { shim.Start(chaincode{}) }

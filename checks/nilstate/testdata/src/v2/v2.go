package v2

import (
	"strconv"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	_, args := stub.GetFunctionAndParameters()
	a, err := stub.GetState(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	if a == nil {
		return shim.Error("no account")
	}
	b, err := stub.GetState(args[1])
	if err != nil {
		return shim.Error(err.Error())
	}
	n, _ := strconv.Atoi(string(b)) // want `notice: value of GetState at v2.go:23 is decoded by strconv.Atoi, whose error is dropped, without a check`
	if err := stub.PutState(args[1], []byte(strconv.Itoa(n+1))); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

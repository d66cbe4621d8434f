package v2

import (
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Read(ctx contractapi.TransactionContextInterface) ([]byte, error) {
	ctx.GetStub().PutState("k", nil)
	return ctx.GetStub().GetState("k") // want `error: GetState of "k"`
}

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response { return shim.Success(nil) }

func (chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	stub.PutState("k", nil)
	value, err := stub.GetState("k") // want `error: GetState of "k"`
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(value)
}

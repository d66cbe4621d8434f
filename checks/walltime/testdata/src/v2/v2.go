package v2

import (
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Put(ctx contractapi.TransactionContextInterface) error {
	return ctx.GetStub().PutState("at", []byte(time.Now().String())) // want `error: time.Now reaches PutState at v2.go:14`
}

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response { return shim.Success(nil) }

func (chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	return &peer.Response{Status: 200, Payload: []byte(time.Now().String())} // want `error: time.Now reaches the response at v2.go:22`
}

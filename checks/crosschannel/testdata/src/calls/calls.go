package calls

import (
	"errors"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) Transfer(ctx ctxI, id string) error {
	args := [][]byte{[]byte("TransferAsset"), []byte(id)}
	r := ctx.GetStub().InvokeChaincode("assets", args, "other") // want `warning: InvokeChaincode at calls.go:17 calls "other", where nothing that TransferAsset writes is kept: the peer only evaluates calls on another channel, and drops what they write`
	if r.Status != shim.OK {
		return errors.New(r.Message)
	}
	return nil
}

// A call whose payload is of no interest is made to write.
func (c *Contract) NoPayload(ctx ctxI, name string) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte(name)}, "other") // want `warning: InvokeChaincode at .* calls "other", where nothing that the call writes is kept`
	if r.Status != shim.OK {
		return errors.New(r.Message)
	}
	return nil
}

func (c *Contract) Named(ctx ctxI, channel string) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("mint")}, channel) // want `notice: InvokeChaincode at .* calls the channel that an argument names`
	if r.Status != shim.OK {
		return errors.New(r.Message)
	}
	return nil
}

func call(stub shim.ChaincodeStubInterface, name, channel string) ([]byte, error) {
	r := stub.InvokeChaincode("assets", [][]byte{[]byte(name)}, channel)
	if r.Status != shim.OK {
		return nil, errors.New(r.Message)
	}
	return r.Payload, nil
}

func (c *Contract) Helper(ctx ctxI) error {
	_, err := call(ctx.GetStub(), "assets:Burn", "other") // want `warning: InvokeChaincode at calls.go:42 through call calls "other", where nothing that assets:Burn writes is kept`
	return err
}

func (c *Contract) Ignored(ctx ctxI) error {
	ctx.GetStub().InvokeChaincode("audit", [][]byte{[]byte("Record")}, "") // want `warning: InvokeChaincode at .*: nobody looks at the response, so that an error of the called chaincode goes unnoticed`
	return nil
}

func (c *Contract) PayloadOnly(ctx ctxI) (string, error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Get")}, "") // want `warning: InvokeChaincode at .*: the payload is used without a look at the status`
	return string(r.Payload), nil
}

func (c *Contract) Both(ctx ctxI) error {
	ctx.GetStub().InvokeChaincode("audit", [][]byte{[]byte("Record")}, "other") // want `where nothing that Record writes is kept` `nobody looks at the response`
	return nil
}

func pass(stub shim.ChaincodeStubInterface) peer.Response {
	return stub.InvokeChaincode("assets", [][]byte{[]byte("Get")}, "")
}

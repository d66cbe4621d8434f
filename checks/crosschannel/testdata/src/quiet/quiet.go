package quiet

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func check(r peer.Response) error {
	if r.Status >= shim.ERRORTHRESHOLD {
		return errors.New(r.Message)
	}
	return nil
}

func (c *Contract) Same(ctx ctxI) error {
	return check(ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Transfer")}, ""))
}

func (c *Contract) Own(ctx ctxI) error {
	channel := ctx.GetStub().GetChannelID()
	return check(ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Transfer")}, channel))
}

func (c *Contract) Query(ctx ctxI, channel string) (string, error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("ReadAsset")}, "other")
	if r.Status != shim.OK {
		return "", errors.New(r.Message)
	}
	r = ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("GetAsset")}, channel)
	if r.Status != shim.OK {
		return "", errors.New(r.Message)
	}
	return string(r.Payload), nil
}

func (c *Contract) Unknown(ctx ctxI, name string) (string, error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte(name)}, "other")
	if r.Status != shim.OK {
		return "", errors.New(r.Message)
	}
	return string(r.Payload), nil
}

func (c *Contract) NoPayload(ctx ctxI) (string, error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Get")}, "")
	if r.Payload == nil {
		return "", errors.New("nothing")
	}
	return string(r.Payload), nil
}

func (c *Contract) Length(ctx ctxI) (string, error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Get")}, "")
	if len(r.Payload) == 0 {
		return "", errors.New("nothing")
	}
	return string(r.Payload), nil
}

func (c *Contract) Printed(ctx ctxI) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Set")}, "")
	fmt.Println(r)
	return nil
}

func (c *Contract) Message(ctx ctxI) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Set")}, "")
	if r.Message != "" {
		return errors.New(r.Message)
	}
	return nil
}

func (c *Contract) Pointer(ctx ctxI) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("Set")}, "")
	p := &r
	if p.Status == 200 {
		return nil
	}
	return errors.New(p.Message)
}

func (c *Contract) Status(ctx ctxI) error {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("getStatus")}, "")
	if status := string(r.Payload); status != "pending" {
		return errors.New(status)
	}
	return nil
}

func (c *Contract) Parsed(ctx ctxI) (n int, err error) {
	r := ctx.GetStub().InvokeChaincode("assets", [][]byte{[]byte("getCount")}, "")
	return n, json.Unmarshal(r.Payload, &n)
}

package main

import "fmt"

// Ask puts a value through another chaincode's function put, which other names.
func (c *Contract) Ask(ctx Ctx, other, key string) error {
	args := [][]byte{[]byte("put"), []byte(key)}
	if response := ctx.GetStub().InvokeChaincode(other, args, ""); response.GetStatus() != 200 {
		return fmt.Errorf("asking %s: %s", other, response.GetPayload())
	}
	return ctx.GetStub().PutState(key, []byte("asked"))
}

// AskStamp is Ask for its function stamp, which differs from peer to peer.
func (c *Contract) AskStamp(ctx Ctx, other, key string) error {
	args := [][]byte{[]byte("stamp"), []byte(key)}
	if response := ctx.GetStub().InvokeChaincode(other, args, ""); response.GetStatus() != 200 {
		return fmt.Errorf("asking %s: %s", other, response.GetPayload())
	}
	return ctx.GetStub().PutState(key, []byte("asked"))
}

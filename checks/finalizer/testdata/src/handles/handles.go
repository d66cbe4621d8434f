//go:build go1.24

package main

import (
	"runtime"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type handle struct{ data []byte }

func (h *handle) close() { h.data = nil }

func (c *Contract) Load(ctx contractapi.TransactionContextInterface, id string) error {
	h := &handle{}
	runtime.SetFinalizer(h, (*handle).close) // want `notice: a finalizer .*\nhint: .*runtime.AddCleanup of Go 1.24`
	return ctx.GetStub().PutState(id, h.data)
}

func (c *Contract) Cleanup(ctx contractapi.TransactionContextInterface, id string) error {
	h := &handle{}
	runtime.AddCleanup(h, func(int) { h.close() }, 1) // want `notice: this cleanup holds the value that it waits for`
	other := &handle{}
	runtime.AddCleanup(other, func(int) {}, 1)
	return ctx.GetStub().PutState(id, h.data)
}

func main() {
	h := &handle{}
	runtime.SetFinalizer(h, (*handle).close)
}

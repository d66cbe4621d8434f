//go:build go1.22

package main

import (
	"runtime"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

func (c *Contract) Old(ctx contractapi.TransactionContextInterface, id string) error {
	h := &handle{}
	runtime.SetFinalizer(h, (*handle).close) // want `notice: a finalizer set in a transaction runs at some later time, in another goroutine, or never\nhint: close what the transaction opened with defer$`
	runtime.SetFinalizer(h, nil)
	return ctx.GetStub().PutState(id, h.data)
}

package main

import (
	"runtime"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Early(ctx contractapi.TransactionContextInterface, id string) error {
	runtime.LockOSThread() // want `notice: runtime.LockOSThread without UnlockOSThread on the way to the end at lock.go:14`
	if err := ctx.GetStub().PutState(id, nil); err != nil {
		return err
	}
	runtime.UnlockOSThread()
	return nil
}

func (c *Contract) Never(ctx contractapi.TransactionContextInterface, id string) {
	runtime.LockOSThread() // want `notice: runtime.LockOSThread without UnlockOSThread on the way to the end at lock.go:22`
}

func (c *Contract) Deferred(ctx contractapi.TransactionContextInterface, id string) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Closure(ctx contractapi.TransactionContextInterface, id string) error {
	runtime.LockOSThread()
	defer func() { runtime.UnlockOSThread() }()
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Called(ctx contractapi.TransactionContextInterface, id string) error {
	runtime.LockOSThread()
	for i := 0; i < 3; i++ {
		_ = ctx.GetStub().PutState(id, nil)
	}
	unlock()
	return nil
}

func unlock() { runtime.UnlockOSThread() }

func (c *Contract) Own(ctx contractapi.TransactionContextInterface, id string) error {
	done := make(chan bool)
	go func() {
		runtime.LockOSThread()
		done <- true
	}()
	<-done
	return nil
}

func main() { runtime.LockOSThread() }

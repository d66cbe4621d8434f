package main

import (
	"runtime"
	"runtime/debug"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Read"} }

func (c *Contract) Import(ctx contractapi.TransactionContextInterface, text string) error {
	defer debug.FreeOSMemory() // want `notice: debug.FreeOSMemory in a transaction collects garbage at once`
	debug.SetGCPercent(10)     // want `notice: debug.SetGCPercent in a transaction changes when`
	tidy()
	return nil
}

func (c *Contract) Read(ctx contractapi.TransactionContextInterface) error {
	runtime.GC() // want `notice: runtime.GC in a transaction`
	return nil
}

func tidy() {
	debug.SetMemoryLimit(1 << 30) // want `notice: debug.SetMemoryLimit in a transaction`
	runtime.Gosched()
}

func main() {
	debug.SetGCPercent(50)
	runtime.GC()
}

// Package freeosmem reports transactions that drive the garbage collector.
//
// runtime.GC and debug.FreeOSMemory block until a whole collection is done
// (their documentation in runtime and runtime/debug), and all transactions of
// the process share the time that it takes; FreeOSMemory also gives pages back
// which the next transaction has to fetch again. SetGCPercent and
// SetMemoryLimit change the process for all who run in it. A limit for the
// container belongs into GOMEMLIMIT.
//
// # Bad
//
//	func (c *Contract) Import(ctx contractapi.TransactionContextInterface, text string) error {
//		defer debug.FreeOSMemory() // finding
//		return ctx.GetStub().PutState("text", []byte(text))
//	}
//
// # Good
//
//	func (c *Contract) Import(ctx contractapi.TransactionContextInterface, text string) error {
//		return ctx.GetStub().PutState("text", []byte(text))
//	}
//
// # What it will not report
//
// main, init, tests, and what no transaction comes to.
//
// # Suppressing
//
// When a transaction is rare and takes most of the memory:
//
//	debug.FreeOSMemory() //nolint:freeosmem // the yearly import
//
// It promises a notice at the call, for transactions that only evaluate too.
package freeosmem

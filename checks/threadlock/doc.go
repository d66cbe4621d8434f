// Package threadlock reports transactions that end with their operating system
// thread locked.
//
// The shim runs each transaction in a goroutine of its own (shim/handler.go). A
// goroutine that ends with its thread locked takes the thread with it
// (documentation of runtime.LockOSThread): that is legal, nothing leaks, and
// the runtime makes another thread for the next transaction. So this is a
// matter of cost, and of the code behind the call, which runs locked without
// need. Usually it is a return on an error that forgets the unlock.
//
// # Bad
//
//	func (c *Contract) Sign(ctx contractapi.TransactionContextInterface, id string) error {
//		runtime.LockOSThread() // finding
//		if err := ctx.GetStub().PutState(id, nil); err != nil {
//			return err
//		}
//		runtime.UnlockOSThread()
//		return nil
//	}
//
// # Good
//
//	func (c *Contract) Sign(ctx contractapi.TransactionContextInterface, id string) error {
//		runtime.LockOSThread()
//		defer runtime.UnlockOSThread()
//		return ctx.GetStub().PutState(id, nil)
//	}
//
// # What it will not report
//
// Functions that only run as goroutines of their own, which may end the thread
// on purpose; an unlock that is deferred, or in a function that is called;
// main, init and what no transaction comes to.
//
// # Suppressing
//
// When the thread shall die, because its state was changed:
//
//	runtime.LockOSThread() //nolint:threadlock // the library leaves its locale behind
//
// It promises a notice at the lock that names the way out without an unlock.
package threadlock

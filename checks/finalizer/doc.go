// Package finalizer reports finalizers and cleanups that transactions set.
//
// A finalizer runs some time after its value became unreachable, in one
// goroutine for the whole process, and not at all if the process ends first
// (documentation of runtime.SetFinalizer). Within a transaction that is too
// late to release anything, and one finalizer that waits holds up all others.
// staticcheck's SA5005 has finalizers that refer to their own value; this
// check adds the same for runtime.AddCleanup of Go 1.24, whose function must
// not capture the value either.
//
// # Bad
//
//	type handle struct{ data []byte }
//
//	func (c *Contract) Load(ctx contractapi.TransactionContextInterface, id string) error {
//		h := &handle{}
//		runtime.SetFinalizer(h, func(h *handle) { h.data = nil }) // finding
//		return ctx.GetStub().PutState(id, h.data)
//	}
//
// # Good
//
//	type handle struct{ data []byte }
//
//	func (h *handle) close() { h.data = nil }
//
//	func (c *Contract) Load(ctx contractapi.TransactionContextInterface, id string) error {
//		h := &handle{}
//		defer h.close()
//		return ctx.GetStub().PutState(id, h.data)
//	}
//
// # What it will not report
//
// SetFinalizer with nil, which takes one away; cleanups that hold nothing;
// main, init and what no transaction comes to. AddCleanup is named as a cure
// only where go.mod says 1.24 or newer.
//
// # Suppressing
//
// When the finalizer only counts what was forgotten:
//
//	runtime.SetFinalizer(h, report) //nolint:finalizer // finds leaks in staging
//
// It promises a notice where the finalizer is set.
package finalizer

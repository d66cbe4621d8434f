// Package poolreset reports values of a sync.Pool that are never reset.
//
// A pool gives what some earlier transaction put back, as it was left, or
// something new after a garbage collection (documentation of sync.Pool). What
// is still in it becomes part of this transaction's result, or shows one
// client's data to another; and since each endorser's process has another
// history, they disagree.
//
// # Bad
//
//	var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
//
//	func (c *Contract) Join(ctx contractapi.TransactionContextInterface, id, text string) error {
//		b := buffers.Get().(*bytes.Buffer) // finding
//		defer buffers.Put(b)
//		b.WriteString(text)
//		return ctx.GetStub().PutState(id, b.Bytes())
//	}
//
// # Good
//
//	var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
//
//	func (c *Contract) Join(ctx contractapi.TransactionContextInterface, id, text string) error {
//		b := buffers.Get().(*bytes.Buffer)
//		b.Reset()
//		defer buffers.Put(b)
//		b.WriteString(text)
//		return ctx.GetStub().PutState(id, b.Bytes())
//	}
//
// # What it will not report
//
// Pools whose values are reset anywhere that they are taken or put back, or in
// what is called there; values of types without Reset; pools that nothing is
// put back into, that are no package variables, or whose value is returned to
// a caller; main, init and what no transaction comes to.
//
// # Suppressing
//
// When the value is a table that is only read:
//
//	t := tables.Get().(*table) //nolint:poolreset // filled once, never changed
//
// It promises a notice where the value is taken.
package poolreset

// Package failopen reports guards that let an error of the stub through to a
// write.
//
// "err == nil && len(v) != 0 means that it exists" reads well, and takes a read
// that failed for a key that is missing. A read fails on one peer alone: its
// database is slow, or restarts. That peer goes on to the write that the guard
// was there to stop, the others refuse, and no endorsement matches; where the
// endorsement policy is content with one peer, an asset is overwritten. A branch
// that only logs the error, and a function that answers false for it, do the
// same (GetState returns nil along with its error: fabric-chaincode-go,
// shim/handler.go, handleGetState).
//
// The check takes the paths on which the error is not nil and the value is
// empty, through later guards on either, and reports the call if such a path
// comes to a write and ends without an error; for the error of a write itself,
// if it ends without an error at all. A helper that has errors of its own, such
// as "not found", is a notice: it may be meant, and needs its errors told apart.
//
// # Bad
//
//	func (c *Contract) Create(ctx contractapi.TransactionContextInterface, id string) error {
//		v, err := ctx.GetStub().GetState(id) // finding
//		if err == nil && len(v) != 0 {
//			return fmt.Errorf("%s exists", id)
//		}
//		return ctx.GetStub().PutState(id, []byte("new"))
//	}
//
// # Good
//
//	func (c *Contract) Create(ctx contractapi.TransactionContextInterface, id string) error {
//		v, err := ctx.GetStub().GetState(id)
//		if err != nil {
//			return fmt.Errorf("reading %s: %w", id, err)
//		}
//		if len(v) != 0 {
//			return fmt.Errorf("%s exists", id)
//		}
//		return ctx.GetStub().PutState(id, []byte("new"))
//	}
//
// # What it will not report
//
// An error that is returned or wrapped, now or later; code that tells errors
// apart (errors.Is, its text), collects them, or hands them to a function that
// may stop; a value that is checked for nil behind the logged error; paths that
// write nothing; what ends the process; transactions that
// GetEvaluateTransactions lists. An error that nobody looks at is droppederr's.
//
// # Suppressing
//
// It is right to where a failed read and a missing key are to be the same:
//
//	v, err := stub.GetState(hint) //nolint:failopen // a cache: rebuilt by the next line
//
// It promises that each finding names the write that the failed call comes to,
// or the return that hides it.
package failopen

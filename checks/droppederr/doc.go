// Package droppederr reports errors of the state API that nobody looks at.
//
// A transaction whose PutState failed and that answers with success is
// committed without that write: the client holds a valid transaction for
// something that did not happen. A dropped error of a read is worse to find: the
// database of one peer times out, the value is nil there, the chaincode takes
// the key for missing and computes another result than the other endorsers. A
// query that failed leaves a nil iterator, and its first use ends the process
// with every transaction in flight, because the shim does not recover
// (fabric-chaincode-go, shim/handler.go). Behind StartWriteBatch the errors of
// all writes appear in FinishWriteBatch alone (shim/stub.go).
//
// The check follows each error of the stub, also through helpers that return
// it, in this package or another one, and reports it where it is discarded,
// assigned to a variable that nothing reads, or overwritten by the next round of
// a loop. A lost write is an error, a lost read, query or key a warning. A
// dropped AssertAttributeValue is an error too: its error is the refusal.
//
// # Bad
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string, value string) error {
//		ctx.GetStub().PutState(id, []byte(value)) // finding
//		return nil
//	}
//
// # Good
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string, value string) error {
//		if err := ctx.GetStub().PutState(id, []byte(value)); err != nil {
//			return fmt.Errorf("writing %s: %w", id, err)
//		}
//		return nil
//	}
//
// # What it will not report
//
// Errors that the shim never returns: those of GetCreator, GetTransient,
// GetBinding, GetSignedProposal, GetArgsSlice and SplitCompositeKey, and of
// CreateCompositeKey with constants only (shim/stub.go). Close of an iterator,
// Next, which iterclose reports, loggers, fmt, and the errors of json, which the
// stub has no part in. GetTxTimestamp parses a header that the shim parsed
// before, and SetEvent fails for an empty name only: dropping the one, or the
// other with a constant name, is a notice. So is all that no transaction which
// is ordered comes to. An error that is only logged has been looked at: that is
// failopen's.
//
// # Suppressing
//
// It is right to where the write is a hint that nothing depends on:
//
//	stub.PutState("lastseen", now) //nolint:droppederr // statistics, never read by a transaction
//
// It promises to report an error at the call that yields it, and only once.
package droppederr

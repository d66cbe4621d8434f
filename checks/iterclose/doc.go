// Package iterclose reports query iterators that are not closed, and errors of
// Next that nobody looks at.
//
// GetStateByRange and its kin leave an iterator open in the peer, with a
// snapshot of its database, until Close or the end of the transaction
// (core/chaincode/query_response_generator.go, transaction_context.go). A
// transaction that opens one for each key of a loop, or calls helpers that do,
// piles them up. It is a matter of resources: the result does not change. Next
// fetches the following page, so that it can fail on one peer between two
// entries; the entry is nil then, and reading its fields ends the process
// (fabric-chaincode-go, shim/stub.go, nextResult; the shim does not recover).
//
// Where only paths on which the transaction fails leave an iterator open, the
// end of the transaction closes it at once: that is a notice.
//
// # Bad
//
//	func (c *Contract) Count(ctx contractapi.TransactionContextInterface) (int, error) {
//		it, err := ctx.GetStub().GetStateByRange("", "") // finding
//		if err != nil {
//			return 0, err
//		}
//		n := 0
//		for it.HasNext() {
//			if _, err := it.Next(); err != nil {
//				return 0, err
//			}
//			n++
//		}
//		return n, nil
//	}
//
// # Good
//
//	func (c *Contract) Count(ctx contractapi.TransactionContextInterface) (int, error) {
//		it, err := ctx.GetStub().GetStateByRange("", "")
//		if err != nil {
//			return 0, err
//		}
//		defer it.Close()
//		n := 0
//		for it.HasNext() {
//			if _, err := it.Next(); err != nil {
//				return 0, err
//			}
//			n++
//		}
//		return n, nil
//	}
//
// # What it will not report
//
// An iterator that is returned, stored in a struct, map or variable of the
// package, closed in a deferred closure, or handed to a function that closes it
// or keeps it, in this package or another one. A function of a package that was
// not analysed is taken to close what it gets.
//
// # Suppressing
//
// It is right to where the transaction ends right behind the query:
//
//	it, err := stub.GetStateByRange("", "") //nolint:iterclose // the transaction's end closes it
//
// It promises one finding for each call that opens an iterator.
package iterclose

// Package stubshare reports a stub or transaction context that is used in a goroutine, or kept beyond its transaction.
//
// A stub belongs to one transaction and answers one request at a time: the shim keeps
// one channel per transaction for the peer's answers, and refuses a second request
// before the first is answered with "channel exists" (fabric-chaincode-go,
// shim/handler.go, createResponseChannel). Goroutines that read or write at once
// therefore fail, or not, as the scheduler likes, on each endorser otherwise; and one
// that is still running when the transaction returns gets no answer at all.
//
// The shim runs each transaction in a goroutine of its own, and contract-api keeps one
// contract for all of them. A stub in a package variable, in a field of the contract,
// or in a function that is kept there is overwritten by the next transaction while the
// first still uses it: writes end up in somebody else's result.
//
// # Bad
//
//	func (c *Contract) Load(ctx contractapi.TransactionContextInterface, ids []string) error {
//		values := make([][]byte, len(ids))
//		var wg sync.WaitGroup
//		for i, id := range ids {
//			wg.Add(1)
//			go func(i int, id string) { // finding
//				defer wg.Done()
//				values[i], _ = ctx.GetStub().GetState(id)
//			}(i, id)
//		}
//		wg.Wait()
//		return ctx.GetStub().PutState("all", bytes.Join(values, nil))
//	}
//
//	var current contractapi.TransactionContextInterface
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		current = ctx // finding
//		return current.GetStub().PutState(id, nil)
//	}
//
// # Good
//
//	func (c *Contract) Load(ctx contractapi.TransactionContextInterface, ids []string) error {
//		values := make([][]byte, len(ids))
//		for i, id := range ids {
//			value, err := ctx.GetStub().GetState(id)
//			if err != nil {
//				return err
//			}
//			values[i] = value
//		}
//		return ctx.GetStub().PutState("all", bytes.Join(values, nil))
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		return put(ctx, id)
//	}
//
//	func put(ctx contractapi.TransactionContextInterface, id string) error {
//		return ctx.GetStub().PutState(id, nil)
//	}
//
// # What it will not report
//
// Goroutines that only look at the proposal (GetTxID, GetArgs, GetChannelID and the
// like) or at what was read before; wrappers around the stub, and contexts of one's own,
// that live as long as the transaction; the pattern in TransactionContextHandler that
// contract-api makes contexts after; nil that is stored; servers that main starts,
// clients and tests. It is a notice where a single goroutine is waited for, where a lock
// is taken around the requests, and where stubs are kept in a map and taken out again.
//
// # Suppressing
//
// Where something that the check does not see keeps requests apart:
//
//	go func() { done <- save(ctx, id) }() //nolint:stubshare // the next line waits
//
// It promises one finding for each goroutine that asks the peer, and one for each variable that keeps a stub.
package stubshare

// Package globalstate reports package variables and contract fields that a
// transaction writes.
//
// They live as long as the chaincode's process, each endorser has its own, and
// none of them is on the ledger: what an endorser computes from them depends on
// which transactions it happened to run before. Transactions also run at once,
// each in its own goroutine, so that every write is a race, and one process can
// serve several channels, so that what was cached for one is used for another.
//
//	var counter int
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface) error {
//		counter++ // error: reaches PutState
//		return ctx.GetStub().PutState("asset"+strconv.Itoa(counter), nil)
//	}
//
// It is an error where the value reaches what endorsers sign; a warning where it decides that, where it was read from the
// ledger and is kept, or where it is a map, which Go aborts on when two
// transactions write it at once; else a notice.
//
// It says nothing of stubs that are kept, which stubshare reports, of what only
// main, init and package initialisers set, which includes constants, tables,
// compiled regular expressions and loggers, of locks, and of transactions that
// GetEvaluateTransactions lists. What sync.Once sets is a notice.
//
// The cure is to keep state on the ledger, and what belongs to one transaction
// in local variables or in a transaction context of its own.
//
// It promises one finding for each variable, at the first place that writes it.
package globalstate

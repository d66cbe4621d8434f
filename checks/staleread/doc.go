// Package staleread reports reads of a key that the same transaction has
// written before.
//
// A transaction only simulates: the peer collects its writes beside the state
// and applies them at commit. GetState, and every query, answers from the
// committed state, also for a key that PutState or DelState named a moment ago,
// and without an error (shim/interfaces.go of fabric-chaincode-go, "GetState
// doesn't read data from the writeset"; Fabric's documentation, "Read-Write set
// semantics"). What the code computes from the old value overwrites what it
// wrote: a counter that is raised twice is raised once, a balance that is
// credited twice is credited once.
//
// A read of the same key is an error, a warning where it is only likely that
// both happen in one transaction: in another round of a loop, or behind another
// condition. A query whose keys start like a key that was written before is a
// warning, and a notice where the key only may be among them. So is a transfer
// that adds to one entry and takes from another without comparing their keys:
// where they are the same, the second write replaces the first.
//
// # Bad
//
//	func (c *Contract) Next(ctx contractapi.TransactionContextInterface, n string) (string, error) {
//		if err := ctx.GetStub().PutState("counter", []byte(n)); err != nil {
//			return "", err
//		}
//		value, err := ctx.GetStub().GetState("counter") // finding
//		return string(value), err
//	}
//
// # Good
//
//	func (c *Contract) Next(ctx contractapi.TransactionContextInterface, n string) (string, error) {
//		if err := ctx.GetStub().PutState("counter", []byte(n)); err != nil {
//			return "", err
//		}
//		return n, nil
//	}
//
// # What it will not report
//
// Other keys that only may be the same: two parameters, two elements of a list,
// keys with different beginnings. Reads that come first, that nobody looks at, that
// stand where the write failed or where only an error can follow, or behind a
// condition that contradicts the write's. Wrappers of the stub that look into a
// map of what they wrote before they read. Transactions that
// GetEvaluateTransactions lists: nobody orders their writes.
//
// # Suppressing
//
// Where the committed value is what is wanted, as for a comparison of old and
// new, read it before the write. Where that is not possible, say why:
//
//	old, err := stub.GetState(key) //nolint:staleread // the value before this transaction
//
// It promises that an error names two calls with the same key on one path.
package staleread

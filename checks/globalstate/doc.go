// Package globalstate reports package variables and contract fields that a
// transaction writes.
//
// They live as long as the chaincode's process, each endorser has its own, and
// none of them is on the ledger: what an endorser computes from them depends on
// which transactions it happened to run before. Transactions also run at once,
// each in its own goroutine (fabric-chaincode-go, shim/handler.go), so that
// every write is a race, and one process can serve several channels, so that
// what was cached for one is used for another. A benchmark's chaincode kept data
// in its struct between Invoke and Query, and after some hundred transactions
// the peers' states had parted
// (https://github.com/hyperledger-archives/fabric/issues/1545).
//
// It is an error where the value reaches what endorsers sign; a warning where it
// decides that, where it was read from the ledger and is kept, or where it is a
// map, which Go aborts on when two transactions write it at once; else a notice.
// A function of another package of the same module that writes its package's
// variables is told of where a transaction calls it.
//
// # Bad
//
//	var counter int
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface) error {
//		counter++ // finding
//		return ctx.GetStub().PutState("asset"+strconv.Itoa(counter), []byte("{}"))
//	}
//
//	type Registry struct {
//		contractapi.Contract
//		seen map[string]bool
//	}
//
//	func (r *Registry) Register(ctx contractapi.TransactionContextInterface, id string) error {
//		if r.seen[id] {
//			return nil
//		}
//		r.seen[id] = true // finding
//		return ctx.GetStub().PutState(id, []byte("{}"))
//	}
//
// # Good
//
//	var valid = regexp.MustCompile("^[a-z]+$")
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		if !valid.MatchString(id) {
//			return errors.New("no such name")
//		}
//		data, err := ctx.GetStub().GetState("counter")
//		if err != nil {
//			return err
//		}
//		if len(data) == 0 {
//			data = []byte("0")
//		}
//		counter, err := strconv.Atoi(string(data))
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState("counter", []byte(strconv.Itoa(counter+1)))
//	}
//
// # What it will not report
//
// What only main, init and package initialisers set, which includes constants,
// tables, compiled regular expressions and loggers; locks; and transactions that
// GetEvaluateTransactions lists. What sync.Once sets is a notice. Variables of
// packages of other modules: what those keep for themselves is their matter. The
// stub that is kept is reported by stubshare.
//
// # Suppressing
//
// Where the value can be lost and computed again, and is the same for all
// channels and endorsers:
//
//	parsed.Store(id, tree) //nolint:globalstate // a sync.Map of parse results: the text is the key
//
// It promises one finding for each variable, at the first place that writes it,
// or that calls what does.
package globalstate

// Package querywrite reports queries that do not go with a write in the same
// transaction.
//
// A transaction that has made a query with pagination, or a range or rich query
// of private data, may not write any more, and one that has written may not make
// such a query: the peer answers the second of the two with an error
// ("Paginated queries are supported only in a read-only transaction"; Fabric,
// core/ledger/kvledger/txmgmt/txmgr/tx_simulator.go, checkWritePrecondition,
// checkBeforePaginatedQueries, checkBeforePvtdataQueries). So the transaction
// always fails, on any peer, and no unit test with a mock of the stub shows it.
// It is an error, a warning where it is only likely that one transaction does
// both.
//
// GetQueryResult, and GetHistoryForKey, may be made by a transaction that
// writes, but the peer does not make them again at commit, as it does with a
// range query: what another transaction adds or changes meanwhile goes
// unnoticed (Fabric's documentation, "Using CouchDB": rich queries are not
// protected from phantom reads). A unique name that was looked for by a rich
// query can be given twice. Where the result of such a query feeds a write, or
// decides about one, it is a warning.
//
// # Bad
//
//	func (c *Contract) Sweep(ctx contractapi.TransactionContextInterface, mark string) error {
//		it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark) // finding
//		if err != nil {
//			return err
//		}
//		defer it.Close()
//		for it.HasNext() {
//			kv, err := it.Next()
//			if err != nil {
//				return err
//			}
//			if err := ctx.GetStub().DelState(kv.Key); err != nil {
//				return err
//			}
//		}
//		return nil
//	}
//
//	func (c *Contract) Register(ctx contractapi.TransactionContextInterface, id, name string) error {
//		it, err := ctx.GetStub().GetQueryResult(`{"selector":{"kind":"name"}}`) // finding
//		if err != nil {
//			return err
//		}
//		defer it.Close()
//		if it.HasNext() {
//			return fmt.Errorf("%s is taken", name)
//		}
//		return ctx.GetStub().PutState(id, []byte(name))
//	}
//
// # Good
//
//	func (c *Contract) Register(ctx contractapi.TransactionContextInterface, id, name string) error {
//		key, err := ctx.GetStub().CreateCompositeKey("name", []string{name})
//		if err != nil {
//			return err
//		}
//		taken, err := ctx.GetStub().GetState(key)
//		if err != nil {
//			return err
//		}
//		if taken != nil {
//			return fmt.Errorf("%s is taken", name)
//		}
//		if err := ctx.GetStub().PutState(key, []byte(id)); err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, []byte(name))
//	}
//
// # What it will not report
//
// GetStateByRange and GetStateByPartialCompositeKey: the peer makes them again
// at commit, and refuses the transaction if the answer differs. Queries whose
// page size is 0 and whose bookmark is empty, which the peer takes for ordinary
// ones. A query and a write on ways that exclude each other, or that end in an
// error. Queries that only go into the response. Transactions that
// GetEvaluateTransactions lists: nobody orders their writes.
//
// # Suppressing
//
// A rich query may well choose what a write is about where nothing depends on
// the set being whole, and each record is read again by its key. Say so:
//
//	it, err := stub.GetQueryResult(query) //nolint:querywrite // each is read again below
//
// It promises that an error names a query and a write on one path, a
// combination that every peer refuses.
package querywrite

// Package scan reports queries without a bound in transactions that write.
//
// A range query in a transaction that is ordered becomes part of what endorsers
// sign, and each committing peer makes it again, over all keys, before the next
// block (Fabric, core/ledger/kvledger/txmgmt/validation/rangequery_validator.go).
// GetStateByRange("", "") looks at every simple key that the chaincode has, and
// GetStateByPartialCompositeKey without attributes at every key of its object
// type: any insert or delete by another transaction in between makes this one
// fail with PHANTOM_READ_CONFLICT, and what takes a moment now takes longer with
// each new key, until it meets the execute timeout. In a transaction that only
// reads none of this happens.
//
// # Bad
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		it, err := ctx.GetStub().GetStateByRange("", "") // finding
//		if err != nil {
//			return err
//		}
//		defer it.Close()
//		count := 0
//		for it.HasNext() {
//			if _, err := it.Next(); err != nil {
//				return err
//			}
//			count++
//		}
//		return ctx.GetStub().PutState(id, []byte(fmt.Sprint(count)))
//	}
//
// # Good
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, owner, id string) error {
//		it, err := ctx.GetStub().GetStateByPartialCompositeKey("asset", []string{owner})
//		if err != nil {
//			return err
//		}
//		defer it.Close()
//		count := 0
//		for it.HasNext() {
//			if _, err := it.Next(); err != nil {
//				return err
//			}
//			count++
//		}
//		return ctx.GetStub().PutState(id, []byte(fmt.Sprint(count)))
//	}
//
// # What it will not report
//
// Transactions that only read, and those that GetEvaluateTransactions lists.
// Queries with both bounds, or with an attribute. Private data, and queries with
// pagination, which cannot be made beside a write at all: querywrite says so.
//
// # Suppressing
//
// A set that stays small, such as the configuration's entries, may be read as a
// whole:
//
//	it, err := stub.GetStateByRange("", "") //nolint:scan // a dozen members
//
// It promises notices only: each names the query and the write that makes it
// dear.
package scan

// Package contractexposed reports contracts that expose to clients something
// else than they mean to: writes in evaluate transactions, names in
// GetIgnoredFunctions and GetEvaluateTransactions that no method has, and
// helpers that any client can call around a check.
//
// contract-api makes a transaction of every exported method of a contract, but
// for those that GetIgnoredFunctions names, letter by letter
// (contractapi/contract_chaincode.go, addContract). An exported helper that
// writes is thus open to every client of the channel, and a check of the
// client's identity in the transaction before it guards nothing. What
// GetEvaluateTransactions names is marked EVALUATE in the metadata; clients that
// follow it ask one peer and order nothing, so that a write in it is lost
// without an error.
//
// # Bad
//
//	func (c *Contract) Mint(ctx contractapi.TransactionContextInterface, id string) error {
//		if err := ctx.GetClientIdentity().AssertAttributeValue("role", "minter"); err != nil {
//			return err
//		}
//		return c.Add(ctx, id)
//	}
//
//	func (c *Contract) Add(ctx contractapi.TransactionContextInterface, id string) error { // finding
//		return ctx.GetStub().PutState(id, []byte("minted"))
//	}
//
// # Good
//
//	func (c *Contract) Mint(ctx contractapi.TransactionContextInterface, id string) error {
//		if err := ctx.GetClientIdentity().AssertAttributeValue("role", "minter"); err != nil {
//			return err
//		}
//		return c.add(ctx, id)
//	}
//
//	func (c *Contract) add(ctx contractapi.TransactionContextInterface, id string) error {
//		return ctx.GetStub().PutState(id, []byte("minted"))
//	}
//
// # What it will not report
//
// Exported methods that only read, such as AssetExists, that look at the client
// or at transient data themselves, that somebody calls without such a look, as
// InitLedger calls CreateAsset, or that no other transaction calls. A caller that
// only keeps the client's name, and turns nobody away, is no such look. Names of
// methods that contract-api leaves out anyway. Lists that are more than a
// literal, or that stand in another package.
//
// # Suppressing
//
// Where a helper is meant for all clients:
//
//	func (c *Contract) Add(ctx contractapi.TransactionContextInterface, id string) error { //nolint:contractexposed // anybody may add
//
// It promises that each finding names the transaction and who calls it, or the
// list and the name.
package contractexposed

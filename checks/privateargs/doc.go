// Package privateargs reports private data that comes from a transaction's
// arguments.
//
// PutPrivateData keeps its value out of the block; the members of the collection
// alone get it. The arguments of the transaction are in the block, in the
// ChaincodeInput of each proposal, for every peer and orderer of the channel to
// read and keep (Fabric's documentation, private-data/private-data.html, "How to
// pass private data in a chaincode proposal"). A private value that came as an
// argument was thus never private, and cannot be made so any more. The transient
// map is the way: it goes to endorsers, and not into the transaction.
//
// # Bad
//
//	func (c *Contract) Offer(ctx contractapi.TransactionContextInterface, id string, price string) error {
//		return ctx.GetStub().PutPrivateData("offers", id, []byte(price)) // finding
//	}
//
// # Good
//
//	func (c *Contract) Offer(ctx contractapi.TransactionContextInterface, id string) error {
//		transient, err := ctx.GetStub().GetTransient()
//		if err != nil {
//			return err
//		}
//		price, ok := transient["price"]
//		if !ok {
//			return fmt.Errorf("price is missing in the transient map")
//		}
//		return ctx.GetStub().PutPrivateData("offers", id, price)
//	}
//
// # What it will not report
//
// Arguments that are a key of the ledger as well: they are identifiers. Hashes
// and ciphertexts of arguments, and what an argument only decides. Evaluate-only
// transactions, and functions whose arguments come from another package, which
// may have them from the transient map.
//
// # Suppressing
//
// Where the argument is public and the collection has it for convenience:
//
//	err := stub.PutPrivateData("offers", id, []byte(currency)) //nolint:privateargs // the currency is no secret
//
// It promises that each finding names the arguments and the write.
package privateargs

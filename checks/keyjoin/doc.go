// Package keyjoin reports keys of the state that two different things can share,
// and keys that name nothing.
//
// A key that is joined from two variable parts without a separator is not
// unique: owner "ab" with asset "c", and owner "a" with asset "bc", are both
// "abc". The later write replaces the earlier, every endorser agrees, and
// nothing ever fails. Composite keys put U+0000 behind each attribute and refuse
// it within one (fabric-chaincode-go, shim/stub.go, CreateCompositeKey).
//
// The check follows the keys of reads and writes, and the attributes of
// composite keys, back to where they are joined: by +, fmt.Sprintf, fmt.Sprint
// or strings.Join, also in a helper of the package. It also reports a partial
// query that gets all attributes which the package's own keys have (the shim
// documents an empty result), an empty attribute in a query, and an empty key,
// which PutState refuses.
//
// # Bad
//
//	func (c *Contract) Approve(ctx contractapi.TransactionContextInterface, owner string, spender string) error {
//		return ctx.GetStub().PutState("allowance"+owner+spender, []byte("1")) // finding
//	}
//
// # Good
//
//	func (c *Contract) Approve(ctx contractapi.TransactionContextInterface, owner string, spender string) error {
//		key, err := ctx.GetStub().CreateCompositeKey("allowance", []string{owner, spender})
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(key, []byte("1"))
//	}
//
// # What it will not report
//
// One variable part with constants; a constant between two; parts of fixed
// length next to any other: digests in hex, transaction IDs, UUIDs, formatted
// times, %08d, single bytes; what the program chooses itself: package
// variables, fields of the contract, parameters that only get constants,
// prefixes, separators, object types, the channel and MSP IDs. The collection of
// private data, range bounds and event names are no keys.
//
// # Suppressing
//
// It is right to where one part cannot be the start of another:
//
//	key := country + number //nolint:keyjoin // country has been checked to be ISO 3166 alpha-2
//
// It promises to name the two parts, and the call that uses the key.
package keyjoin

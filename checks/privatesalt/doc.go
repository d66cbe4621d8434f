// Package privatesalt reports private values that can be guessed from their
// hash, and arguments that are named like a password.
//
// The hash of each private value stands in the block, and every peer of the
// channel has it. Where a value has few possible contents, such as a price next
// to an identifier, whoever has the hash tries them all; random bytes in the
// value make that hopeless (Fabric's documentation, private-data/private-data.html,
// and the salt in fabric-samples' asset-transfer-secured-agreement). A password
// among the arguments is in the block in the clear.
//
// Both are notices: who could gain by a guess, the code does not tell.
//
// # Bad
//
//	type Appraisal struct {
//		ID    string
//		Price int
//	}
//
//	func (c *Contract) Appraise(ctx contractapi.TransactionContextInterface, a Appraisal) error {
//		value, err := json.Marshal(a)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutPrivateData("appraisals", a.ID, value) // finding
//	}
//
//	func (c *Contract) Login(ctx contractapi.TransactionContextInterface, user, password string) error { // finding
//		return ctx.GetStub().PutState(user, []byte("in"))
//	}
//
// # Good
//
//	type Appraisal struct {
//		ID    string
//		Price int
//		Salt  string
//	}
//
//	func (c *Contract) Appraise(ctx contractapi.TransactionContextInterface, a Appraisal) error {
//		value, err := json.Marshal(a)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutPrivateData("appraisals", a.ID, value)
//	}
//
// # What it will not report
//
// Values whose type does not show, such as bytes from the transient map. Structs
// with a field of free text, a list or another struct, which may hold anything,
// or with one that is named as salt, nonce, hash, token or signature. Arguments
// named as hashes, bools, and those of evaluate-only transactions.
//
// # Suppressing
//
// Where nobody gains by a guess:
//
//	err := stub.PutPrivateData("stock", id, value) //nolint:privatesalt // the counts are published each month
//
// It promises to speak of types and names that stand in the code.
package privatesalt

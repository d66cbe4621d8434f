// Package random reports random values where they reach, or decide, what
// endorsers sign.
//
// Every endorser runs a transaction by itself and draws its own numbers. What
// is computed from them differs, the signed results do not match, and the
// client sees "ProposalResponsePayloads do not match"; with one endorser, a
// value is stored that nobody can check. Identifiers are the usual case: a
// random UUID as a key or as an asset's ID. So are salts and nonces drawn within
// the transaction, and signatures that use them: ecdsa.Sign draws a fresh nonce,
// so that the same message has another signature each time. Fabric's
// documentation has the rule (Chaincode for Developers, "chaincode must be
// deterministic").
//
// The check knows math/rand and math/rand/v2, crypto/rand, and the packages for
// random identifiers (uuid versions 1, 4, 6 and 7, ulid, ksuid, xid, nanoid and
// others), and follows what they return or fill, through fields, closures,
// function values, package variables and functions of any package, up to the
// arguments of writes, reads, events and calls of other chaincode, and up to
// the response.
//
// # Bad
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, owner string) error {
//		id := fmt.Sprintf("asset-%d", rand.Int63()) // finding
//		return ctx.GetStub().PutState(id, []byte(owner))
//	}
//
// # Good
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, owner string) error {
//		id := "asset-" + ctx.GetStub().GetTxID()
//		return ctx.GetStub().PutState(id, []byte(owner))
//	}
//
//	func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, n int) (int, error) {
//		seed := sha256.Sum256([]byte(ctx.GetStub().GetTxID()))
//		rng := rand.New(rand.NewSource(int64(binary.BigEndian.Uint64(seed[:8]))))
//		return rng.Intn(n), nil
//	}
//
// # What it will not report
//
// Identifiers that are computed from a name (uuid.NewSHA1, uuid.Parse), draws
// from rand.New(rand.NewSource(seed)) where the seed is a constant or comes from
// the transaction, signatures that need no randomness (Ed25519, RSA PKCS #1
// v1.5), text of errors and logs, and transactions that GetEvaluateTransactions
// lists. A draw that only selects an error is a notice. A winner that is drawn
// from the transaction's ID is the same everywhere, but the client can try many
// IDs: that it is fair is not checked.
//
// # Suppressing
//
// Where a random value is taken back before anything is written, such as a key
// that encrypts and decrypts within one transaction:
//
//	nonce := newNonce() //nolint:random // decrypted again before PutState
//
// It promises that each finding names what is drawn and the way to the sink.
package random

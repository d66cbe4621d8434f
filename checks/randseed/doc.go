// Package randseed reports transactions that seed a random source which all
// transactions share.
//
// Chaincode that needs a number which all endorsers agree on seeds a generator
// from the transaction. rand.Seed seeds the global source of math/rand: each
// transaction runs in its own goroutine (shim/handler.go), so between the seed
// and the draw another transaction seeds or draws, and endorsers that run them in
// another order draw other numbers ("ProposalResponsePayloads do not match").
// Since Go 1.24 the function does nothing at all where go.mod says go 1.24 or
// newer: the draws are random then, on every endorser
// (https://go.dev/doc/godebug, randseednop).
//
// It is an error where rand.Seed does nothing and a transaction of the package
// draws, and else a warning: what draws may be in another package. The chaincode
// of Substra seeded so at the start of Invoke, to stay deterministic.
//
// # Bad
//
//	func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, names []string) error {
//		ts, err := ctx.GetStub().GetTxTimestamp()
//		if err != nil {
//			return err
//		}
//		rand.Seed(ts.Seconds) // finding
//		winner := names[rand.Intn(len(names))]
//		return ctx.GetStub().PutState("winner", []byte(winner))
//	}
//
// # Good
//
// A source of the transaction's own. Who knows the seed knows the draw: the
// client sets the transaction's time and, by its nonce, the transaction's ID, so
// neither is good for a lottery.
//
//	func (c *Contract) Draw(ctx contractapi.TransactionContextInterface, names []string) error {
//		ts, err := ctx.GetStub().GetTxTimestamp()
//		if err != nil {
//			return err
//		}
//		rng := rand.New(rand.NewSource(ts.Seconds))
//		winner := names[rng.Intn(len(names))]
//		return ctx.GetStub().PutState("winner", []byte(winner))
//	}
//
// # What it will not report
//
// Seeds in main and init, in clients and tests, and in transactions that
// GetEvaluateTransactions lists. Sources that a transaction makes for itself. What
// the draws come to, which the check random says.
//
// # Suppressing
//
// Where the numbers only spread load and are no part of a result:
//
//	rand.Seed(time.Now().UnixNano()) //nolint:randseed // for the jitter of retries
//
// It promises to name a draw that goes wrong, wherever there is one.
package randseed

// Package privateleak reports private and transient data that reach what
// everybody can read: public state, events, the response of a transaction that
// writes, and logs.
//
// GetTransient and GetPrivateData return what was kept out of the block for a
// reason. PutState, SetEvent and the response put it back: the read/write set,
// the chaincode event and the response payload are all parts of the endorsed
// ProposalResponsePayload, which every peer and orderer of the channel stores
// (peer/proposal_response.proto, ChaincodeAction). Purging the private data later
// does not take it out of the blocks.
//
// # Bad
//
//	func (c *Contract) Sell(ctx contractapi.TransactionContextInterface, id string) error {
//		price, err := ctx.GetStub().GetPrivateData("prices", id)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, price) // finding
//	}
//
// # Good
//
//	func (c *Contract) Sell(ctx contractapi.TransactionContextInterface, id string) error {
//		hash, err := ctx.GetStub().GetPrivateDataHash("prices", id)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, hash)
//	}
//
// # What it will not report
//
// What a transaction without writes returns: that is what it is for. Hashes and
// ciphertexts, comparisons and what they decide, lengths, bools. Fields and
// variables that only name something: IDs, keys, types, names, organisations. A
// commit and reveal, where the function compares with GetPrivateDataHash.
// A layer over the stub that writes a value either as private data or as public
// state: it puts each where it belongs. Evaluate-only transactions. A private
// text in a key of public state, and one in a log, are notices.
//
// # Suppressing
//
// Where a secret is meant to become public:
//
//	err := stub.PutState(id, bid) //nolint:privateleak // bids are opened when the auction ends
//
// It promises that each finding names where the data come from and where they
// get out.
package privateleak

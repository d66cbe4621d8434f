// Package mapiter reports the order of a map where it reaches, or decides, what
// endorsers sign.
//
// Go starts each range over a map at a random place (the language's
// specification, "For statements"), so that every endorser sees another order,
// and what depends on it differs between them. The ERC-1155 chaincode of
// fabric-samples moved tokens in map order, and its batch transfers failed now
// and then with "ProposalResponsePayloads do not match"
// (https://github.com/hyperledger/fabric-samples/pull/497). The simple auction
// there chose its winner with ">" while it ranged over the bids, so that of two
// equal bids either could win (auction-simple/chaincode-go, auction.go:426 at
// c9b221e4).
//
// The check knows ranges over maps, maps.Keys and maps.Values, reflect's MapKeys
// and MapRange, sync.Map's Range, and helpers that do one of them; of those in
// other packages, helpers that return a slice in map order, or whatever entry
// comes first. It reports slices, strings and float sums that are built in map
// order, the winner of a comparison, the first match, counters that number the
// entries, an allocation that runs out, one key that is written again and again,
// a loop that ends early after writes, and events, calls of other chaincode and
// range queries within the loop. Where a range over sorted keys is surely the
// same loop, it comes with that as a fix (Go 1.23 and newer).
//
// # Bad
//
//	type Bid struct {
//		Bidder string
//		Price  int
//	}
//
//	func (c *Contract) Close(ctx contractapi.TransactionContextInterface, bids map[string]Bid) error {
//		price, winner := 0, ""
//		for _, bid := range bids { // finding
//			if bid.Price > price {
//				price, winner = bid.Price, bid.Bidder
//			}
//		}
//		return ctx.GetStub().PutState("winner", []byte(winner))
//	}
//
//	func (c *Contract) Bidders(ctx contractapi.TransactionContextInterface, bids map[string]Bid) ([]string, error) {
//		var names []string
//		for name := range bids { // finding
//			names = append(names, name)
//		}
//		return names, nil
//	}
//
// # Good
//
//	type Bid struct {
//		Bidder string
//		Price  int
//	}
//
//	func (c *Contract) Close(ctx contractapi.TransactionContextInterface, bids map[string]Bid) error {
//		price, winner := 0, ""
//		for _, name := range slices.Sorted(maps.Keys(bids)) {
//			if bids[name].Price > price {
//				price, winner = bids[name].Price, name
//			}
//		}
//		return ctx.GetStub().PutState("winner", []byte(winner))
//	}
//
//	func (c *Contract) Refund(ctx contractapi.TransactionContextInterface, bids map[string]Bid) error {
//		for name := range bids { // the peer sorts writes by key
//			if err := ctx.GetStub().DelState(name); err != nil {
//				return err
//			}
//		}
//		return nil
//	}
//
// # What it will not report
//
// Where the order makes no difference: a write per key of the map (the peer
// sorts writes by key: core/ledger/kvledger/txmgmt/rwsetutil/rwset_builder.go),
// integer sums, counts and extremes, other maps filled, deletes, "is there one",
// the text of errors, and which error is returned. Keys that are collected and
// sorted are fine, if the sort is a total order: partialsort reports a
// comparison that has ties, which leaves equal entries in map order.
//
// A helper in another package that returns an entry after a look at how many
// there are, or the one that meets a condition, and what else it makes of the
// order there: a text, a float sum, the winner of a comparison.
//
// # Suppressing
//
// Where the map has one entry at most, or all results are equal:
//
//	for _, bid := range bids { //nolint:mapiter // one bid for each auction, see Open
//
// It promises that each finding names what the order comes to and the way there.
package mapiter

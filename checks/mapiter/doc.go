// Package mapiter reports the order of a map where it reaches, or decides, what endorsers sign.
//
// Go starts each range over a map at a random place (go.dev/ref/spec#For_range), so
// that every endorser sees another order. What depends on it differs between them,
// their results do not match, and the transaction is refused. Hyperledger's own
// samples have the mistake: the auction of fabric-samples (auction-simple/chaincode-go,
// smart-contract/auction.go) takes the first of the highest bids while it ranges over
// a map, so that of two equal bids either may win.
//
// The check knows ranges over maps, maps.Keys and maps.Values, reflect's MapKeys and
// MapRange, sync.Map's Range, and helpers that do one of them, in other packages too.
// It reports slices, strings and float sums that are built in map order, the winner
// of a comparison, the first match, counters that number the entries, an allocation
// that runs out, one key that is written again and again, a loop that ends early after
// writes, and events, calls of other chaincode and range queries within the loop (the
// peer keeps range queries in call order: rwsetutil/rwset_builder.go).
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
// # Good
//
//	type Bid struct {
//		Bidder string
//		Price  int
//	}
//
//	func (c *Contract) Close(ctx contractapi.TransactionContextInterface, bids map[string]Bid) error {
//		price, winner := 0, ""
//		for _, id := range slices.Sorted(maps.Keys(bids)) {
//			if bid := bids[id]; bid.Price > price {
//				price, winner = bid.Price, bid.Bidder
//			}
//		}
//		return ctx.GetStub().PutState("winner", []byte(winner))
//	}
//
// # What it will not report
//
// What is the same in every order: a write per key of the map (the peer sorts writes
// by key), integer sums, counts and extremes, other maps filled, deletes, "is there
// one", the text of errors, and which error is returned. Keys that are collected and
// sorted, if the sort is a total order: partialsort reports those that leave ties.
// Loggers, main programs, clients and tests, and transactions that
// GetEvaluateTransactions lists.
//
// # Suppressing
//
// Where the entries are equal in all that counts, for a reason that the code does not
// show:
//
//	for _, fee := range fees { //nolint:mapiter // all fees are the same, see setFee
//
// It promises that each finding names what the order comes to and the way there.
package mapiter

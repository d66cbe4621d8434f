// Package partialsort reports sorts that leave ties where the entries come from a map or from goroutines.
//
// A sort brings entries into one order only if no two different entries compare
// as equal. Where they may, sort.Slice and slices.SortFunc leave them in any
// order, and the stable sorts in the order in which they came (pkg.go.dev/sort#Slice,
// pkg.go.dev/slices#SortFunc). Entries that were collected from a map came in a
// random order (go.dev/ref/spec#For_range), results of goroutines in the order in
// which they finished: each endorser has another first entry, their results do not
// match, and the transaction is refused. Hyperledger's own samples have the mistake:
// the Dutch auction of fabric-samples (auction-dutch/chaincode-go,
// smart-contract/auction.go) sorts revealed bids by price and quantity only, so that
// of two equal bids either may win.
//
// # Bad
//
//	type Bid struct {
//		Bidder string
//		Price  int
//	}
//
//	func (c *Contract) Close(ctx contractapi.TransactionContextInterface, bids map[string]Bid) error {
//		var list []Bid
//		for _, bid := range bids { // finding
//			list = append(list, bid)
//		}
//		sort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })
//		return ctx.GetStub().PutState("winner", []byte(list[0].Bidder))
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
//		type entry struct {
//			id  string
//			bid Bid
//		}
//		var list []entry
//		for id, bid := range bids {
//			list = append(list, entry{id, bid})
//		}
//		sort.Slice(list, func(i, j int) bool {
//			if list[i].bid.Price != list[j].bid.Price {
//				return list[i].bid.Price > list[j].bid.Price
//			}
//			return list[i].id < list[j].id
//		})
//		return ctx.GetStub().PutState("winner", []byte(list[0].bid.Bidder))
//	}
//
// # What it will not report
//
// Sorts of whole keys, and comparisons that end in what no two entries share: a
// field that holds the map's key, all fields of the entry, or a field whose name
// says so (ID, Key, Hash, Address, Name and the like). Sorts after a sort without
// ties. Sorts of what comes from the arguments or the ledger, which is in the same
// order on every endorser. What no endorser signs: lengths, logs, the text of
// errors, clients and tests. A comparison that it does not understand is taken to
// be right.
//
// # Suppressing
//
// Where the fields that are compared are unique by a rule of the business that the
// code does not show:
//
//	for _, bid := range bids { //nolint:partialsort // one bid per price, Issue refuses others
//
// It promises that each finding names the sort, the fields that it compares and what the ties come to.
package partialsort

// Package mapiter reports the order of a map where it reaches, or decides, what
// endorsers sign.
//
// Go starts each range over a map at a random place, so that every endorser
// sees another order. What depends on it differs between them:
//
//	for _, bid := range bids {
//		if bid.Price > price { // of two equal bids the first one wins
//			price, winner = bid.Price, bid.Bidder
//		}
//	}
//
// The check knows ranges over maps, maps.Keys and maps.Values, reflect's MapKeys
// and MapRange, sync.Map's Range, and helpers that do one of them. It reports
// slices, strings and float sums that are built in map order, the winner of a
// comparison, the first match, counters that number the entries, an allocation
// that runs out, one key that is written again and again, a loop that ends
// early after writes, and events, calls of other chaincode and range queries
// within the loop.
//
// It says nothing where the order makes no difference: a write per key of the
// map (the peer sorts writes by key), integer sums, counts and extremes, other
// maps filled, deletes, "is there one", the text of errors, and which error is
// returned. Keys that are collected and sorted are fine, if the sort is a total
// order: a comparison that has ties leaves equal entries in map order, and is
// reported with the fields that it compares.
//
// The cure is to range over sorted keys:
//
//	for _, key := range slices.Sorted(maps.Keys(bids)) {
//
// It promises that each finding names what the order comes to and the way there.
package mapiter

package ties

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Bid struct {
	Bidder          string
	Price, Quantity int
}

type Auction struct {
	Winners []Bid
	Bids    map[string]Bid
}

func save(ctx ctxI, key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, value)
}

func (c *Contract) Ties(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: the sort at ties.go:40 compares only Price, Quantity, so ties keep map order and reach PutState at ties.go:32 through save`
		list = append(list, bid)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Price != list[j].Price {
			return list[i].Price > list[j].Price
		}
		return list[i].Quantity < list[j].Quantity
	})
	a.Winners = append(a.Winners, list[0])
	return save(ctx, "a", a)
}

type byPrice []Bid

func (b byPrice) Len() int           { return len(b) }
func (b byPrice) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b byPrice) Less(i, j int) bool { return b[i].Price < b[j].Price }

func (c *Contract) TiesByInterface(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: the sort at ties.go:\d+ compares only Price, so ties keep map order and reach PutState`
		list = append(list, bid)
	}
	sort.Sort(byPrice(list))
	return save(ctx, "a", list)
}

func (c *Contract) TiesByFunc(ctx ctxI, a *Auction) error {
	list := slices.SortedFunc(maps.Values(a.Bids), func(x, y Bid) int { return x.Price - y.Price }) // want `error: the sort at ties.go:\d+ compares only Price, so ties keep map order and reach PutState`
	return save(ctx, "a", list)
}

func (c *Contract) TiesByCompare(ctx ctxI, a *Auction) error {
	list := slices.Collect(maps.Values(a.Bids)) // want `error: the sort at ties.go:\d+ compares only Bidder, so ties keep map order and reach PutState`
	slices.SortFunc(list, func(x, y Bid) int { return strings.Compare(x.Bidder, y.Bidder) })
	return save(ctx, "a", list)
}

func less(x, y Bid) bool { return x.Price < y.Price }

func (b Bid) Compare(other Bid) int { return b.Quantity - other.Quantity }

func (c *Contract) TiesInHelper(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: the sort at .* compares only Price, so ties keep map order`
		list = append(list, bid)
	}
	sort.SliceStable(list, func(i, j int) bool { return less(list[i], list[j]) })
	return save(ctx, "a", list)
}

func (c *Contract) TiesInMethod(ctx ctxI, a *Auction) error {
	list := slices.Collect(maps.Values(a.Bids)) // want `error: the sort at .* compares only Quantity, so ties keep map order`
	slices.SortStableFunc(list, Bid.Compare)
	return save(ctx, "a", list)
}

type group struct {
	Bids  []Bid
	Label string
}

func (c *Contract) TiesOfLengths(ctx ctxI, groups map[string]group) error {
	var list []group
	for _, g := range groups { // want `error: the sort at .* compares only the length of Bids, so ties keep map order`
		list = append(list, g)
	}
	sort.Slice(list, func(i, j int) bool { return len(list[i].Bids) > len(list[j].Bids) })
	return save(ctx, "a", list)
}

func byPrices(list []Bid) []Bid {
	sort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })
	return list
}

func (c *Contract) TiesInCallee(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: the sort at .* compares only Price, so ties keep map order`
		list = append(list, bid)
	}
	return save(ctx, "a", byPrices(list))
}

// The winner decides whether something is written.
func (c *Contract) TiesDecide(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `warning: the sort at .* compares only Price, so ties keep map order and decide PutState`
		list = append(list, bid)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })
	if list[0].Quantity > 3 {
		return ctx.GetStub().PutState("large", nil)
	}
	return nil
}

// Keys sorted by what the map has for them.
func (c *Contract) TiesOfValues(ctx ctxI, votes map[string]int) error {
	var names []string
	for name := range votes { // want `error: the sort at .* compares only the values in a map, so ties keep map order`
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return votes[names[i]] > votes[names[j]] })
	return save(ctx, "names", names)
}

func (c *Contract) TiesOfFields(ctx ctxI, a *Auction) error {
	names := slices.Collect(maps.Keys(a.Bids)) // want `error: the sort at .* compares only Price, so ties keep map order`
	slices.SortFunc(names, func(x, y string) int { return a.Bids[x].Price - a.Bids[y].Price })
	return save(ctx, "winner", names[0])
}

func (b Bid) price() int { return b.Price }

func (c *Contract) TiesOfGetters(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: the sort at .* compares only Price, so ties keep map order`
		list = append(list, bid)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].price() > list[j].price() })
	return save(ctx, "a", list)
}

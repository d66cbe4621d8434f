package order

import (
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"
)

func (c *Contract) Ties(ctx ctxI, a *Auction) error {
	var list []Bid
	for _, bid := range a.Bids { // want `error: map order reaches PutState at order.go:31 through save: the sort at sorted.go:17 compares only Price, Quantity, so ties keep map order`
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
	for _, bid := range a.Bids { // want `error: map order reaches PutState .* compares only Price, so ties keep map order`
		list = append(list, bid)
	}
	sort.Sort(byPrice(list))
	return save(ctx, "a", list)
}

func (c *Contract) TiesByFunc(ctx ctxI, a *Auction) error {
	list := slices.SortedFunc(maps.Values(a.Bids), func(x, y Bid) int { return x.Price - y.Price }) // want `error: map order reaches PutState .* compares only Price, so ties keep map order`
	return save(ctx, "a", list)
}

func (c *Contract) TiesByCompare(ctx ctxI, a *Auction) error {
	list := slices.Collect(maps.Values(a.Bids)) // want `error: map order reaches PutState .* compares only Bidder, so ties keep map order`
	slices.SortFunc(list, func(x, y Bid) int { return strings.Compare(x.Bidder, y.Bidder) })
	return save(ctx, "a", list)
}

func (c *Contract) Keys(ctx ctxI, a *Auction) error {
	return save(ctx, "keys", slices.Collect(maps.Keys(a.Bids))) // want `error: map order reaches PutState`
}

func (c *Contract) RangeFunc(ctx ctxI, a *Auction) error {
	var list []string
	for key := range maps.Keys(a.Bids) { // want `error: map order reaches PutState`
		list = append(list, key)
	}
	return save(ctx, "keys", list)
}

func (c *Contract) FirstOfKeys(ctx ctxI, a *Auction) (string, error) {
	keys := slices.Collect(maps.Keys(a.Bids)) // want `error: map order reaches the response`
	return keys[0], nil
}

func (c *Contract) LoopOverKeys(ctx ctxI, a *Auction) error {
	for i, key := range slices.Collect(maps.Keys(a.Bids)) { // want `error: map order reaches PutState`
		if err := ctx.GetStub().PutState(key, []byte{byte(i)}); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Reflect(ctx ctxI, a *Auction) error {
	var list []string
	for _, key := range reflect.ValueOf(a.Bids).MapKeys() { // want `error: map order reaches PutState`
		list = append(list, key.String())
	}
	return save(ctx, "keys", list)
}

func (c *Contract) MapRange(ctx ctxI, a *Auction) error {
	var list []string
	iter := reflect.ValueOf(a.Bids).MapRange()
	for iter.Next() { // want `error: map order reaches PutState`
		list = append(list, iter.Key().String())
	}
	return save(ctx, "keys", list)
}

func (c *Contract) SyncMap(ctx ctxI, m *sync.Map) error {
	var list []string
	m.Range(func(key, value any) bool { // want `error: map order reaches PutState`
		list = append(list, key.(string))
		return true
	})
	return save(ctx, "keys", list)
}

// keysOf is a generic helper: who uses it gets map order.
func keysOf[K comparable, V any](m map[K]V) []K {
	var list []K
	for k := range m { // want `error: map order reaches PutState .* through keysOf`
		list = append(list, k)
	}
	return list
}

func (c *Contract) Helper(ctx ctxI, a *Auction) error {
	return save(ctx, "keys", keysOf(a.Bids))
}

type collector struct{ names []string }

func (l *collector) add(name string) { l.names = append(l.names, name) }

func (c *Contract) Method(ctx ctxI, a *Auction) error {
	l := &collector{}
	for key := range a.Bids { // want `error: map order reaches PutState`
		l.add(key)
	}
	return save(ctx, "keys", strings.Join(l.names, ","))
}

package order

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

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

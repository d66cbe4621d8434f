package quiet

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Asset struct {
	ID    string
	Owner string
	Size  int
}

func save(ctx ctxI, key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, value)
}

func values(m map[string]Asset) []Asset {
	var list []Asset
	for _, a := range m {
		list = append(list, a)
	}
	return list
}

// A unique field last.
func (c *Contract) UniqueLast(ctx ctxI, m map[string]Asset) error {
	list := values(m)
	sort.Slice(list, func(i, j int) bool {
		if list[i].Size != list[j].Size {
			return list[i].Size < list[j].Size
		}
		return list[i].ID < list[j].ID
	})
	return save(ctx, "list", list)
}

func (c *Contract) UniqueByOr(ctx ctxI, m map[string]Asset) error {
	list := slices.SortedFunc(maps.Values(m), func(x, y Asset) int {
		return cmp.Or(cmp.Compare(x.Size, y.Size), strings.Compare(x.ID, y.ID))
	})
	return save(ctx, "list", list)
}

// Whole entries, all fields, and the keys themselves.
func (c *Contract) Keys(ctx ctxI, m map[string]Asset) error {
	keys := slices.Collect(maps.Keys(m))
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return save(ctx, "keys", append(keys, slices.Sorted(maps.Keys(m))...))
}

type point struct{ x, y int }

func (c *Contract) AllFields(ctx ctxI, m map[point]int) (int, error) {
	points := slices.Collect(maps.Keys(m))
	slices.SortFunc(points, func(a, b point) int { return cmp.Or(a.x-b.x, a.y-b.y) })
	return points[0].x, nil
}

// Sorted by a unique field before: the sort that has ties starts from one order.
func (c *Contract) Twice(ctx ctxI, m map[string]Asset) error {
	list := values(m)
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	sort.SliceStable(list, func(i, j int) bool { return list[i].Size < list[j].Size })
	return save(ctx, "list", list)
}

// What comes from the arguments or the ledger is in the same order everywhere.
func (c *Contract) Arguments(ctx ctxI, list []Asset) error {
	sort.Slice(list, func(i, j int) bool { return list[i].Size < list[j].Size })
	return save(ctx, "list", list)
}

// Nothing that is signed.
func (c *Contract) Count(ctx ctxI, m map[string]Asset) (int, error) {
	list := values(m)
	sort.Slice(list, func(i, j int) bool { return list[i].Size < list[j].Size })
	return len(list), nil
}

// A comparison that we do not understand is taken to be right.
func (c *Contract) Opaque(ctx ctxI, m map[string]Asset) error {
	list := values(m)
	sort.Slice(list, func(i, j int) bool { return strings.ToLower(list[i].Owner) < strings.ToLower(list[j].Owner) })
	return save(ctx, "list", list)
}

// By the map's value, then by the key.
func (c *Contract) ValueThenKey(ctx ctxI, votes map[string]int) error {
	names := slices.Collect(maps.Keys(votes))
	sort.Slice(names, func(i, j int) bool {
		if votes[names[i]] != votes[names[j]] {
			return votes[names[i]] > votes[names[j]]
		}
		return names[i] < names[j]
	})
	return save(ctx, "names", names)
}

func (a Asset) key() string { return a.ID }

func (c *Contract) Getter(ctx ctxI, m map[string]Asset) error {
	list := values(m)
	sort.Slice(list, func(i, j int) bool { return list[i].key() < list[j].key() })
	return save(ctx, "list", list)
}

func client(m map[string]Asset) []Asset {
	list := values(m)
	sort.Slice(list, func(i, j int) bool { return list[i].Size < list[j].Size })
	return list
}

func main() { client(nil) }

package quiet

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"math/big"
	"slices"
	"sort"

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

// The peer sorts writes by key.
func (c *Contract) PerKey(ctx ctxI, assets map[string]Asset) error {
	for key, asset := range assets {
		asset.Owner = "bank"
		if err := save(ctx, key, asset); err != nil {
			return fmt.Errorf("saving %s: %w", key, err)
		}
	}
	return nil
}

// A variable that each round sets anew.
func (c *Contract) Reused(ctx ctxI, ids map[string]bool) error {
	var asset Asset
	for id := range ids {
		value, err := ctx.GetStub().GetState(id)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(value, &asset); err != nil {
			return err
		}
		asset.Size = 1
		if err := save(ctx, id, asset); err != nil {
			return err
		}
	}
	return nil
}

func add(a, b int) (int, error) {
	if a > a+b {
		return 0, errors.New("overflow")
	}
	return a + b, nil
}

func (c *Contract) Sums(ctx ctxI, assets map[string]Asset) error {
	total, count, largest, bits := 0, 0, 0, 0
	checked, err := 0, error(nil)
	big := new(big.Int)
	for _, asset := range assets {
		total += asset.Size
		count++
		bits |= asset.Size
		if asset.Size > largest {
			largest = asset.Size
		}
		if checked, err = add(checked, asset.Size); err != nil {
			return err
		}
		big.Add(big, bigOf(asset.Size))
	}
	return save(ctx, "sums", []any{total, count, largest, bits, checked, big.String()})
}

func bigOf(n int) *big.Int { return big.NewInt(int64(n)) }

type totals struct{ Sum, Max int }

func (c *Contract) SumsInFields(ctx ctxI, assets map[string]Asset) error {
	t := &totals{}
	for _, asset := range assets {
		t.Sum += asset.Size
		if asset.Size > t.Max {
			t.Max = asset.Size
		}
	}
	return save(ctx, "totals", t)
}

func (c *Contract) Sorted(ctx ctxI, assets map[string]Asset) error {
	var keys []string
	for key := range assets {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return save(ctx, "keys", keys)
}

func sortedKeys(m map[string]Asset) []string {
	keys := make([]string, len(m))
	i := 0
	for k := range m {
		keys[i] = k
		i++
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

func (c *Contract) SortedByHelper(ctx ctxI, assets map[string]Asset) error {
	return save(ctx, "keys", sortedKeys(assets))
}

func order(list []Asset) {
	sort.Slice(list, func(i, j int) bool {
		if list[i].Size != list[j].Size {
			return list[i].Size < list[j].Size
		}
		return list[i].ID < list[j].ID
	})
}

func (c *Contract) SortedInPlace(ctx ctxI, assets map[string]Asset) error {
	var list []Asset
	for _, asset := range assets {
		list = append(list, asset)
	}
	order(list)
	return save(ctx, "list", list)
}

type pair struct {
	label string
	count int
}

// label holds the map's key: no two are equal.
func (c *Contract) KeyInField(ctx ctxI, m map[string]int) (string, error) {
	var pairs []pair
	for k, v := range m {
		pairs = append(pairs, pair{label: k, count: v})
	}
	sort.Slice(pairs, func(i, j int) bool {
		if pairs[i].count != pairs[j].count {
			return pairs[i].count > pairs[j].count
		}
		return pairs[i].label < pairs[j].label
	})
	return pairs[0].label, nil
}

type point struct{ x, y int }

// All fields compared: what is equal is the same.
func (c *Contract) AllFields(ctx ctxI, m map[point]int) (int, error) {
	points := slices.Collect(maps.Keys(m))
	slices.SortFunc(points, func(a, b point) int {
		if a.x < b.x || a.x == b.x && a.y < b.y {
			return -1
		}
		return 1
	})
	return points[0].x, nil
}

func (c *Contract) SortedIter(ctx ctxI, assets map[string]Asset) error {
	for i, key := range slices.Sorted(maps.Keys(assets)) {
		if err := ctx.GetStub().PutState(key, []byte{byte(i)}); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) UnsortedPerKey(ctx ctxI, assets map[string]Asset) error {
	for _, key := range slices.Collect(maps.Keys(assets)) {
		if err := ctx.GetStub().DelState(key); err != nil {
			return err
		}
	}
	for key := range maps.Keys(assets) {
		if err := ctx.GetStub().DelState(key); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) OtherMaps(ctx ctxI, assets map[string]Asset) (map[string]int, error) {
	sizes, owners := map[string]int{}, map[string]int{}
	for key, asset := range assets {
		sizes[key] = asset.Size
		owners[asset.Owner]++
		delete(assets, key)
	}
	return sizes, nil
}

func (c *Contract) Exists(ctx ctxI, assets map[string]Asset) (bool, error) {
	for _, asset := range assets {
		if asset.Size > 10 {
			return true, nil
		}
	}
	found := false
	for _, asset := range assets {
		if asset.Owner == "bank" {
			found = true
			break
		}
	}
	return found, nil
}

func (c *Contract) Lookup(ctx ctxI, assets map[string]Asset, id string) (*Asset, error) {
	for key, asset := range assets {
		if key == id {
			return &asset, nil
		}
	}
	for _, asset := range assets {
		if asset.ID == id {
			return &asset, nil
		}
	}
	return nil, errors.New("no such asset")
}

// Which error is returned is no result, nor is what is logged.
func (c *Contract) Errors(ctx ctxI, assets map[string]Asset) error {
	for key, asset := range assets {
		log.Println(key)
		if asset.Size < 0 {
			return fmt.Errorf("%s has size %d", key, asset.Size)
		}
	}
	return ctx.GetStub().PutState("checked", nil)
}

// Reads are sorted by key too.
func (c *Contract) Reads(ctx ctxI, ids map[string]bool) (int, error) {
	n := 0
	for id := range ids {
		value, err := ctx.GetStub().GetState(id)
		if err != nil {
			return 0, err
		}
		n += len(value)
	}
	return n, nil
}

// A case for each key is run once.
func (c *Contract) Switch(ctx ctxI, input map[string]string) error {
	var asset Asset
	for key, value := range input {
		switch key {
		case "id":
			asset.ID = value
		case "owner":
			asset.Owner = value
		}
	}
	return save(ctx, "asset", asset)
}

// The number of entries is the same in every order.
func (c *Contract) Length(ctx ctxI, assets map[string]Asset) (int, error) {
	return len(slices.Collect(maps.Keys(assets))), nil
}

type outcome struct {
	id  string
	err error
}

// An error in a field ends the loop.
func (c *Contract) ErrorInField(ctx ctxI, outcomes map[string]outcome) (map[string]string, error) {
	out := map[string]string{}
	for key, o := range outcomes {
		if o.err != nil {
			return nil, o.err
		}
		out[key] = o.id
	}
	return out, nil
}

// What the ledger has for each key, put back or summed up.
func (c *Contract) ReadAndWrite(ctx ctxI, assets map[string]Asset) (int, error) {
	total := 0
	for id := range assets {
		value, err := ctx.GetStub().GetState(id)
		if err != nil {
			return 0, err
		}
		var asset Asset
		if err := json.Unmarshal(value, &asset); err != nil {
			return 0, err
		}
		total += asset.Size
		if err := ctx.GetStub().PutState(id, append(value, ' ')); err != nil {
			return 0, err
		}
	}
	return total, nil
}

func (c *Contract) CountedKeys(ctx ctxI, assets map[string]Asset) (int, error) {
	keys := slices.Collect(maps.Keys(assets))
	total := 0
	for i := range len(keys) {
		total += assets[keys[i]].Size
	}
	return total, nil
}

func main() {
	var list []string
	for key := range map[string]int{"a": 1, "b": 2} {
		list = append(list, key)
	}
	log.Println(list)
}

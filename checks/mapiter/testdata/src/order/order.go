package order

import (
	"encoding/json"
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
	Winner  string
	Price   int
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

func (c *Contract) Winner(ctx ctxI, a *Auction) error {
	for _, bid := range a.Bids { // want `error: map order reaches PutState at order.go:31 through save`
		if bid.Price > a.Price {
			a.Winner = bid.Bidder
			a.Price = bid.Price
		}
	}
	return save(ctx, "a", a)
}

func (c *Contract) LocalWinner(ctx ctxI, bids map[string]Bid) error {
	price, winner := 0, ""
	for _, bid := range bids { // want `error: map order reaches PutState at order.go:51`
		if bid.Price > price {
			price, winner = bid.Price, bid.Bidder
		}
	}
	return ctx.GetStub().PutState("winner", []byte(winner))
}

func (c *Contract) Slice(ctx ctxI, bids map[string]Bid) error {
	var list []Bid
	for _, bid := range bids { // want `error: map order reaches PutState at order.go:31 through save`
		list = append(list, bid)
	}
	return save(ctx, "list", list)
}

func (c *Contract) Indexed(ctx ctxI, bids map[string]Bid) ([]string, error) {
	keys := make([]string, len(bids))
	i := 0
	for key := range bids { // want `error: map order reaches the response at order.go:69`
		keys[i] = key
		i++
	}
	return keys, nil
}

func (c *Contract) Text(ctx ctxI, m map[string]string) (string, error) {
	s := ""
	for k, v := range m { // want `error: map order reaches the response at order.go:77`
		s += k + "=" + v + "\n"
	}
	return s, nil
}

func (c *Contract) Builder(ctx ctxI, m map[string]string) (string, error) {
	var b strings.Builder
	for k := range m { // want `error: map order reaches the response at order.go:85`
		b.WriteString(k)
	}
	return b.String(), nil
}

func (c *Contract) Floats(ctx ctxI, m map[string]float64) (float64, error) {
	total := 0.0
	for _, v := range m { // want `error: map order reaches the response at order.go:93`
		total += v
	}
	return total, nil
}

func (c *Contract) FirstMatch(ctx ctxI, bids map[string]Bid) (string, error) {
	for key, bid := range bids { // want `error: map order reaches the response at order.go:99`
		if bid.Price > 10 {
			return key, nil
		}
	}
	return "", nil
}

func (c *Contract) Numbers(ctx ctxI, bids map[string]Bid) error {
	n := 0
	for key := range bids { // want `error: map order reaches PutState at order.go:108`
		if err := ctx.GetStub().PutState(key, []byte{byte(n)}); err != nil {
			return err
		}
		n++
	}
	return nil
}

func (c *Contract) Scarce(ctx ctxI, bids map[string]Bid, left int) error {
	for key, bid := range bids { // want `map order (reaches|decides)`
		if left >= bid.Quantity {
			left -= bid.Quantity
			if err := ctx.GetStub().PutState(key, []byte("sold")); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Contract) EndsEarly(ctx ctxI, bids map[string]Bid) error {
	done := 0
	for key := range bids { // want `map order decides`
		if done == 3 {
			break
		}
		if err := ctx.GetStub().DelState(key); err != nil {
			return err
		}
		done++
	}
	return nil
}

func (c *Contract) SameKey(ctx ctxI, bids map[string]Bid) error {
	for _, bid := range bids { // want `error: PutState at order.go:144 writes one key for every entry of the map`
		if err := ctx.GetStub().PutState("last", []byte(bid.Bidder)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Events(ctx ctxI, bids map[string]Bid) error {
	for key := range bids { // want `error: SetEvent at order.go:153 is called in map order`
		if err := ctx.GetStub().SetEvent("bid", []byte(key)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Calls(ctx ctxI, bids map[string]Bid) error {
	for key := range bids { // want `error: InvokeChaincode at order.go:162 is called in map order`
		ctx.GetStub().InvokeChaincode("other", [][]byte{[]byte(key)}, "")
	}
	return nil
}

func (c *Contract) Ranges(ctx ctxI, bids map[string]Bid) error {
	for key := range bids { // want `error: GetStateByRange at order.go:169 is called in map order`
		it, err := ctx.GetStub().GetStateByRange(key, key+"~")
		if err != nil {
			return err
		}
		it.Close()
	}
	return nil
}

func (c *Contract) Last(ctx ctxI, bids map[string]Bid) error {
	last := ""
	for key := range bids { // want `error: map order reaches PutState at order.go:183`
		last = key
	}
	return ctx.GetStub().PutState("last", []byte(last))
}

func (c *Contract) Groups(ctx ctxI, bids map[string]Bid) (map[string][]string, error) {
	by := map[string][]string{}
	for key, bid := range bids { // want `error: map order reaches the response at order.go:191`
		by[bid.Bidder] = append(by[bid.Bidder], key)
	}
	return by, nil
}

// What the ledger has for each key.
func (c *Contract) Values(ctx ctxI, ids map[string]bool) ([]string, error) {
	var values []string
	for id := range ids { // want `error: map order reaches the response`
		value, err := ctx.GetStub().GetState(id)
		if err != nil {
			return nil, err
		}
		values = append(values, string(value))
	}
	return values, nil
}

func load(ctx ctxI, id string) (*Bid, error) {
	value, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	bid := new(Bid)
	return bid, json.Unmarshal(value, bid)
}

func (c *Contract) Loaded(ctx ctxI, ids map[string]bool) error {
	var list []*Bid
	for id := range ids { // want `error: map order reaches PutState`
		bid, err := load(ctx, id)
		if err != nil {
			return err
		}
		list = append(list, bid)
	}
	return save(ctx, "list", list)
}

// The first entry that comes, in a loop that never turns.
func (c *Contract) Any(ctx contractapi.TransactionContextInterface, votes map[string]int) string {
	for name := range votes { // want `error: map order reaches the response at order.go:\d+`
		return name
	}
	return ""
}

func (c *Contract) Some(ctx contractapi.TransactionContextInterface, votes map[string]int) bool {
	for range votes {
		return true
	}
	return false
}

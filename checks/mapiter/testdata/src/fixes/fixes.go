//go:build go1.23

package fixes

import (
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type kind string

type Auction struct {
	Bids   map[string]int
	Kinds  map[kind]string
	Prices map[float64]string
	Seen   map[string]int
}

func (c *Contract) Both(ctx ctxI, a *Auction) (string, error) {
	winner, price := "", 0
	for bidder, bid := range a.Bids { // want `error: map order reaches the response`
		if bid > price {
			winner, price = bidder, bid
		}
	}
	return winner, nil
}

func (c *Contract) KeyOnly(ctx ctxI, bids map[string]int) (string, error) {
	var list []string
	for bidder := range bids { // want `error: map order reaches the response`
		list = append(list, bidder)
	}
	return strings.Join(list, ","), nil
}

func (c *Contract) ValueOnly(ctx ctxI, a *Auction) (string, error) {
	text := ""
	for _, name := range a.Kinds { // want `error: map order reaches the response`
		text += name
	}
	return text, nil
}

// Not an order that sorting would give, or not the same loop.
func (c *Contract) Floats(ctx ctxI, a *Auction) (string, error) {
	text := ""
	for _, name := range a.Prices { // want `error: map order reaches the response`
		text += name
	}
	return text, nil
}

func (c *Contract) Deletes(ctx ctxI, a *Auction) (string, error) {
	text := ""
	for name := range a.Seen { // want `error: map order reaches the response`
		text += name
		delete(a.Seen, name+"2")
	}
	for name := range a.Bids { // want `error: map order reaches the response`
		text += name
		a.drop(name)
	}
	return text, nil
}

func (a *Auction) drop(name string) { delete(a.Bids, name+"2") }

func (c *Contract) Calls(ctx ctxI, a *Auction) (string, error) {
	text := ""
	for name := range bidsOf(a) { // want `error: map order reaches the response`
		text += name
	}
	return text, nil
}

func bidsOf(a *Auction) map[string]int { return a.Bids }

func (c *Contract) Shadowed(ctx ctxI, maps map[string]int) (string, error) {
	text := ""
	for name := range maps { // want `error: map order reaches the response`
		text += name
	}
	return text, nil
}

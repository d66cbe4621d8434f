// Package auction is a contract at contract-api's v1 path that works with
// maps and with orders.
package auction

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

// Auctions is the contract.
type Auctions struct {
	contractapi.Contract
}

// Bid is what somebody would pay.
type Bid struct {
	ID       string `json:"id"`
	Price    int    `json:"price"`
	Quantity int    `json:"quantity"`
}

// Auction is a record; its bids are by their ID, which is the bidder.
type Auction struct {
	ID      string         `json:"id"`
	Seller  string         `json:"seller"`
	Open    bool           `json:"open"`
	Left    int            `json:"left"`
	Winner  string         `json:"winner"`
	Bids    map[string]Bid `json:"bids"`
	Awarded map[string]int `json:"awarded"`
}

// GetEvaluateTransactions are those that only read.
func (a *Auctions) GetEvaluateTransactions() []string {
	return []string{"Show"}
}

// Create opens an auction.
func (a *Auctions) Create(ctx contractapi.TransactionContextInterface, id, seller string, quantity int) error {
	existing, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	if len(existing) != 0 {
		return fmt.Errorf("auction %s exists", id)
	}
	auction := Auction{ID: id, Seller: seller, Open: true, Left: quantity, Bids: map[string]Bid{}, Awarded: map[string]int{}}
	return save(ctx, &auction)
}

// Offer adds a bid.
func (a *Auctions) Offer(ctx contractapi.TransactionContextInterface, id, bidder string, price, quantity int) error {
	auction, err := read(ctx, id)
	if err != nil {
		return err
	}
	if !auction.Open {
		return fmt.Errorf("auction %s is over", id)
	}
	auction.Bids[bidder] = Bid{ID: bidder, Price: price, Quantity: quantity}
	return save(ctx, auction)
}

// Award gives what there is to the best bids.
func (a *Auctions) Award(ctx contractapi.TransactionContextInterface, id string) error {
	auction, err := read(ctx, id)
	if err != nil {
		return err
	}
	for _, bid := range ranked(auction.Bids) {
		got := min(bid.Quantity, auction.Left)
		auction.Left -= got
		auction.Awarded[bid.ID] = got
	}
	auction.Open = false
	return save(ctx, auction)
}

// Close finds the one who pays most.
func (a *Auctions) Close(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	auction, err := read(ctx, id)
	if err != nil {
		return "", err
	}
	best := 0
	for _, bidder := range slices.Sorted(maps.Keys(auction.Bids)) {
		if auction.Bids[bidder].Price > best {
			best, auction.Winner = auction.Bids[bidder].Price, bidder
		}
	}
	if err := save(ctx, auction); err != nil {
		return "", err
	}
	return auction.Winner, nil
}

// Report lists the bidders, and what they offer in all.
func (a *Auctions) Report(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	auction, err := read(ctx, id)
	if err != nil {
		return "", err
	}
	total := 0
	names := make([]string, 0, len(auction.Bids))
	for name, bid := range auction.Bids {
		total += bid.Price * bid.Quantity
		names = append(names, name)
	}
	sort.Strings(names)
	if err := ctx.GetStub().SetEvent("reported", []byte(strings.Join(names, ","))); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d from %s", total, strings.Join(names, ", ")), nil
}

// Best lists the bids, the highest price first.
func (a *Auctions) Best(ctx contractapi.TransactionContextInterface, id string) ([]Bid, error) {
	auction, err := read(ctx, id)
	if err != nil {
		return nil, err
	}
	bids := slices.Collect(maps.Values(auction.Bids))
	slices.SortFunc(bids, func(a, b Bid) int {
		return cmp.Or(cmp.Compare(b.Price, a.Price), strings.Compare(a.ID, b.ID))
	})
	return bids, nil
}

// Withdraw drops bids of nobody.
func (a *Auctions) Withdraw(ctx contractapi.TransactionContextInterface, id string) error {
	auction, err := read(ctx, id)
	if err != nil {
		return err
	}
	for name, bid := range auction.Bids {
		if bid.Quantity == 0 {
			delete(auction.Bids, name)
		}
	}
	return save(ctx, auction)
}

// Show reads an auction.
func (a *Auctions) Show(ctx contractapi.TransactionContextInterface, id string) (*Auction, error) {
	return read(ctx, id)
}

func ranked(bids map[string]Bid) []Bid {
	var list []Bid
	for _, bid := range bids {
		list = append(list, bid)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Price != list[j].Price {
			return list[i].Price > list[j].Price
		}
		return list[i].ID < list[j].ID
	})
	return list
}

func read(ctx contractapi.TransactionContextInterface, id string) (*Auction, error) {
	data, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if len(data) == 0 {
		return nil, fmt.Errorf("no auction %s", id)
	}
	var auction Auction
	if err := json.Unmarshal(data, &auction); err != nil {
		return nil, err
	}
	return &auction, nil
}

func save(ctx contractapi.TransactionContextInterface, auction *Auction) error {
	data, err := json.Marshal(auction)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(auction.ID, data)
}

// Package market is a contract that is put together from an embedded one, with
// offers in private collections, queries, and calls of other chaincode.
package market

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Registry is what several contracts have.
type Registry struct {
	contractapi.Contract
}

// Market is the contract.
type Market struct {
	Registry
}

// Item is a record.
type Item struct {
	ID     string `json:"id"`
	Seller string `json:"seller"`
	Shelf  string `json:"shelf"`
	State  string `json:"state"`
}

type offer struct {
	Buyer string `json:"buyer"`
	Price string `json:"price"`
	Salt  string `json:"salt"`
}

type selector struct {
	Selector map[string]any `json:"selector"`
}

// GetEvaluateTransactions are those that only read.
func (m *Market) GetEvaluateTransactions() []string {
	return []string{"OnShelf", "OfSeller"}
}

// Enrol makes a seller known; it is a transaction of every contract that
// embeds the registry.
func (r *Registry) Enrol(ctx contractapi.TransactionContextInterface, seller string) error {
	key, err := ctx.GetStub().CreateCompositeKey("seller", []string{seller})
	if err != nil {
		return err
	}
	known, err := ctx.GetStub().GetState(key)
	if err != nil {
		return fmt.Errorf("reading %s: %w", seller, err)
	}
	if known != nil {
		return fmt.Errorf("%s is known", seller)
	}
	return ctx.GetStub().PutState(key, []byte("enrolled"))
}

// List puts an item on a shelf.
func (m *Market) List(ctx contractapi.TransactionContextInterface, id, seller, shelf string) error {
	stub := ctx.GetStub()
	old, err := stub.GetState(id)
	if err != nil {
		return fmt.Errorf("reading %s: %w", id, err)
	}
	if len(old) > 0 {
		return errors.New("listed before")
	}
	if err := m.putItem(ctx, Item{ID: id, Seller: seller, Shelf: shelf, State: "listed"}); err != nil {
		return err
	}
	index, err := stub.CreateCompositeKey("shelf~item", []string{shelf, id})
	if err != nil {
		return err
	}
	return stub.PutState(index, []byte{0})
}

// Offer keeps what somebody would pay, which comes with the proposal and is
// not in its arguments.
func (m *Market) Offer(ctx contractapi.TransactionContextInterface, id string) error {
	buyer, err := ctx.GetClientIdentity().GetID()
	if err != nil {
		return err
	}
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	data, ok := transient["offer"]
	if !ok {
		return errors.New("no offer")
	}
	var o offer
	if err := json.Unmarshal(data, &o); err != nil {
		return err
	}
	if o.Salt == "" {
		return errors.New("an offer without salt can be guessed from its hash")
	}
	o.Buyer = buyer
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("offers", id, text)
}

// Accept gives the item to the buyer, if what was offered is what the seller
// saw.
func (m *Market) Accept(ctx contractapi.TransactionContextInterface, id, buyer string) (string, error) {
	item, err := m.item(ctx, id)
	if err != nil {
		return "", err
	}
	hash, err := ctx.GetStub().GetPrivateDataHash("offers", id)
	if err != nil {
		return "", err
	}
	if len(hash) == 0 {
		return "", errors.New("no offer")
	}
	response := ctx.GetStub().InvokeChaincode("payment", [][]byte{[]byte("pay"), []byte(buyer), []byte(item.Seller)}, "")
	if response.Status != shim.OK {
		return "", fmt.Errorf("paying: %s", response.Message)
	}
	previous := item.Seller
	item.Seller = buyer
	item.State = "sold"
	if err := m.putItem(ctx, *item); err != nil {
		return "", err
	}
	if err := ctx.GetStub().SetEvent("sold", []byte(id)); err != nil {
		return "", err
	}
	return previous, nil
}

// Clear takes everything from a shelf.
func (m *Market) Clear(ctx contractapi.TransactionContextInterface, shelf string) (string, error) {
	stub := ctx.GetStub()
	entries, err := stub.GetStateByPartialCompositeKey("shelf~item", []string{shelf})
	if err != nil {
		return "", err
	}
	defer entries.Close()
	var cleared []string
	for entries.HasNext() {
		entry, err := entries.Next()
		if err != nil {
			return "", err
		}
		_, parts, err := stub.SplitCompositeKey(entry.Key)
		if err != nil {
			return "", err
		}
		if len(parts) != 2 {
			return "", fmt.Errorf("a strange key")
		}
		if err := stub.DelState(entry.Key); err != nil {
			return "", err
		}
		cleared = append(cleared, parts[1])
	}
	slices.Sort(cleared)
	return strings.Join(cleared, " "), nil
}

// OnShelf lists a shelf.
func (m *Market) OnShelf(ctx contractapi.TransactionContextInterface, shelf string) ([]*Item, error) {
	text, err := json.Marshal(selector{Selector: map[string]any{"shelf": shelf, "state": "listed"}})
	if err != nil {
		return nil, err
	}
	found, err := ctx.GetStub().GetQueryResult(string(text))
	if err != nil {
		return nil, err
	}
	defer found.Close()
	return m.collect(found)
}

// OfSeller lists a page of what somebody sells.
func (m *Market) OfSeller(ctx contractapi.TransactionContextInterface, seller, bookmark string) ([]*Item, error) {
	text, err := json.Marshal(selector{Selector: map[string]any{"seller": seller}})
	if err != nil {
		return nil, err
	}
	found, _, err := ctx.GetStub().GetQueryResultWithPagination(string(text), 20, bookmark)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	return m.collect(found)
}

func (m *Market) collect(found shim.StateQueryIteratorInterface) ([]*Item, error) {
	var items []*Item
	for found.HasNext() {
		entry, err := found.Next()
		if err != nil {
			return nil, err
		}
		item := new(Item)
		if err := json.Unmarshal(entry.Value, item); err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func (m *Market) item(ctx contractapi.TransactionContextInterface, id string) (*Item, error) {
	data, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("no item %s", id)
	}
	item := &Item{}
	if err := json.Unmarshal(data, item); err != nil {
		return nil, err
	}
	return item, nil
}

func (m *Market) putItem(ctx contractapi.TransactionContextInterface, item Item) error {
	data, err := json.Marshal(item)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(item.ID, data)
}

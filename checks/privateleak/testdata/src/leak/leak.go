// Package leak makes private data public.
package leak

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Private struct {
	ID    string
	Price int
	Buyer string
}

type Asset struct {
	ID    string
	Price int
	Note  string
}

func (c *Contract) State(ctx tci, id string) error {
	price, err := ctx.GetStub().GetPrivateData("prices", id)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, price) // want `warning: data of GetPrivateData reaches PutState: public state is in the block`
}

func (c *Contract) Fields(ctx tci, id string) error {
	p, err := read(ctx, id)
	if err != nil {
		return err
	}
	a := Asset{ID: p.ID, Price: p.Price}
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, value) // want `warning: data of GetPrivateData reaches PutState through read`
}

func read(ctx tci, id string) (*Private, error) {
	value, err := ctx.GetStub().GetPrivateData("prices", id)
	if err != nil {
		return nil, err
	}
	p := new(Private)
	if err := json.Unmarshal(value, p); err != nil {
		return nil, err
	}
	return p, nil
}

func (c *Contract) Event(ctx tci) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("prices", "a", transient["asset"]); err != nil {
		return err
	}
	return ctx.GetStub().SetEvent("stored", transient["asset"]) // want `warning: data of GetTransient reaches SetEvent: events are in the block`
}

func (c *Contract) Answer(ctx tci, id string) (string, error) {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return "", err
	}
	price := transient["price"]
	if err := ctx.GetStub().PutPrivateData("prices", id, price); err != nil {
		return "", err
	}
	return string(price), nil // want `warning: data of GetTransient reaches the response: the response of a transaction that writes is in the block`
}

// Deferred has a way out behind a recover, which stands nowhere.
func (c *Contract) Deferred(ctx tci, id string, done func()) (string, error) {
	defer done()
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return "", err
	}
	if err := ctx.GetStub().PutPrivateData("prices", id, transient["price"]); err != nil {
		return "", err
	}
	return string(transient["price"]), nil // want `warning: data of GetTransient reaches the response: the response of a transaction that writes is in the block`
}

func (c *Contract) Log(ctx tci, id string) error {
	price, err := ctx.GetStub().GetPrivateData("prices", id)
	if err != nil {
		return err
	}
	log.Printf("price of %s is %s", id, price) // want `notice: data of GetPrivateData reaches a log: logs are read by others`
	fmt.Println("sold")
	return ctx.GetStub().PutState(id, []byte("sold"))
}

func (c *Contract) Key(ctx tci) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("bid"+string(transient["price"]), nil) // want `notice: data of GetTransient reaches the key of PutState`
}

func (c *Contract) Listed(ctx tci) error {
	it, err := ctx.GetStub().GetPrivateDataByRange("prices", "", "")
	if err != nil {
		return err
	}
	defer it.Close()
	kv, err := it.Next()
	if err != nil {
		return err
	}
	put := func(v []byte) error { return ctx.GetStub().PutState("first", v) } // want `warning: data of GetPrivateDataByRange reaches PutState`
	return put(kv.Value)
}

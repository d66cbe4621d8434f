package state

import (
	"bytes"
	"encoding/json"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Asset struct {
	ID    string `json:"id"`
	Color string `json:"color"`
}

type Sorted struct {
	Color string `json:"color"`
	ID    string `json:"id"`
	Owner struct{ A, B int }
}

type Ordered struct {
	Color string
	ID    string
}

func (c *Contract) Same(ctx ctxI, a Asset) error {
	old, err := ctx.GetStub().GetState(a.ID)
	if err != nil {
		return err
	}
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if bytes.Equal(old, data) { // want `warning: bytes.Equal compares the bytes of GetState with json.Marshal of Asset, and CouchDB returns JSON with its fields sorted by name\nhint: compare the values`
		return nil
	}
	return ctx.GetStub().PutState(a.ID, data)
}

func read(ctx ctxI, id string) ([]byte, error) { return ctx.GetStub().GetPrivateData("c", id) }

func encode(a *Asset) []byte {
	data, _ := json.Marshal([]*Asset{a})
	return data
}

func (c *Contract) Strings(ctx ctxI, a *Asset) error {
	old, err := read(ctx, a.ID)
	if err != nil {
		return err
	}
	if string(old) != string(encode(a)) { // want `warning: != compares the bytes of GetPrivateData with json.Marshal of \[\]\*Asset`
		return ctx.GetStub().PutState(a.ID, nil)
	}
	return nil
}

// Fields in the order of their names, maps, and other bytes.
func (c *Contract) Fine(ctx ctxI, s Ordered, m map[string]int, hash []byte) error {
	old, err := ctx.GetStub().GetState(s.ID)
	if err != nil {
		return err
	}
	a, _ := json.Marshal(s)
	b, _ := json.Marshal(m)
	if bytes.Equal(old, a) || bytes.Equal(old, b) || bytes.Equal(old, hash) || string(old) == "null" || bytes.Equal(a, b) {
		return nil
	}
	var was Asset
	if err := json.Unmarshal(old, &was); err != nil {
		return err
	}
	if (was == Asset{s.ID, s.Color}) {
		return nil
	}
	return ctx.GetStub().PutState(s.ID, a)
}

// Package args keeps arguments in private data.
package args

import (
	"encoding/json"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Asset struct {
	ID    string
	Price int
	Owner string
}

func (c *Contract) Offer(ctx tci, id string, price string) error {
	return ctx.GetStub().PutPrivateData("offers", id, []byte(price)) // want `warning: argument price reaches private data in PutPrivateData: arguments stand in the transaction, for every peer and orderer of the channel to read`
}

func (c *Contract) Fields(ctx tci, id string, price int, owner string) error {
	value, err := json.Marshal(Asset{ID: id, Price: price, Owner: owner})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("offers", id, value) // want `warning: arguments price, owner reach private data in PutPrivateData`
}

func (c *Contract) Whole(ctx tci, asset Asset) error {
	return store(ctx, asset)
}

func store(ctx tci, a Asset) error {
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("offers", a.ID, value) // want `warning: arguments asset, text reach private data in PutPrivateData through store`
}

// A key in the text does not make the text a key.
func (c *Contract) Parsed(ctx tci, text string) error {
	var a Asset
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return err
	}
	return store(ctx, a)
}

func (c *Contract) Change(ctx tci, id string, price int) error {
	old, err := ctx.GetStub().GetPrivateData("offers", id)
	if err != nil {
		return err
	}
	var a Asset
	if err := json.Unmarshal(old, &a); err != nil {
		return err
	}
	a.Price += price
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	put := func() error { return ctx.GetStub().PutPrivateData("offers", id, value) } // want `warning: argument price reaches`
	return put()
}

func (c *Contract) Text(ctx tci, n int64) error {
	put := ctx.GetStub().PutPrivateData
	_ = put
	return ctx.GetStub().PutPrivateData("offers", "k", []byte(strconv.FormatInt(n, 10))) // want `warning: argument n reaches`
}

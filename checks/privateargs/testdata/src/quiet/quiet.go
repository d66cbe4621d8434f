// Package quiet keeps private what is private.
package quiet

import (
	"crypto/sha256"
	"encoding/json"
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Asset struct {
	ID    string
	Price int
}

func (c *Contract) Transient(ctx tci, id string) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("offers", id, transient["price"])
}

// The identifier is in the key as well.
func (c *Contract) Identified(ctx tci, id, class string) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	var a Asset
	if err := json.Unmarshal(transient["asset"], &a); err != nil {
		return err
	}
	a.ID = id
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	key, err := ctx.GetStub().CreateCompositeKey("asset", []string{class, id})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("offers", key, value)
}

func (c *Contract) Hashed(ctx tci, id, secret string) error {
	sum := sha256.Sum256([]byte(secret))
	return ctx.GetStub().PutPrivateData("offers", id, sum[:])
}

func (c *Contract) Decides(ctx tci, id string, price int) error {
	if price > 10 {
		return errors.New("too much")
	}
	value := "low"
	if price > 5 {
		value = "high"
	}
	return ctx.GetStub().PutPrivateData("offers", id, []byte(value))
}

func (c *Contract) Public(ctx tci, id, price string) error {
	return ctx.GetStub().PutState(id, []byte(price))
}

func (c *Contract) Collection(ctx tci, collection, id string) error {
	return ctx.GetStub().PutPrivateData(collection, id, []byte("x"))
}

func (c *Contract) Evaluated(ctx tci, price string) error {
	return ctx.GetStub().PutPrivateData("offers", "k", []byte(price))
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Evaluated"} }

// Put is called with what others know.
func Put(ctx tci, id, price string) error {
	return ctx.GetStub().PutPrivateData("offers", id, []byte(price))
}

// Package quiet keeps what is private.
package quiet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Asset struct {
	ID    string
	Owner string
	Price int
}

// Read is what private data are for.
func (c *Contract) Read(ctx tci, id string) (*Asset, error) {
	value, err := ctx.GetStub().GetPrivateData("prices", id)
	if err != nil || value == nil {
		return nil, err
	}
	a := new(Asset)
	return a, json.Unmarshal(value, a)
}

// Create puts each where it belongs.
func (c *Contract) Create(ctx tci) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	var a Asset
	if err := json.Unmarshal(transient["asset"], &a); err != nil {
		return err
	}
	if len(a.Owner) == 0 {
		return errors.New("owner is missing")
	}
	log.Printf("put %s", a.ID)
	if err := ctx.GetStub().PutPrivateData("prices", a.ID, transient["asset"]); err != nil {
		return fmt.Errorf("putting %v: %w", a, err)
	}
	return ctx.GetStub().PutState(a.ID, []byte(a.ID))
}

func (c *Contract) Hashed(ctx tci, id string) (string, error) {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(transient["asset"])
	text := hex.EncodeToString(sum[:])
	return text, ctx.GetStub().PutState(id, []byte(text))
}

func (c *Contract) Compared(ctx tci, id string) error {
	price, err := ctx.GetStub().GetPrivateData("prices", id)
	if err != nil {
		return err
	}
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	if !bytes.Equal(price, transient["price"]) {
		return errors.New("no deal")
	}
	return ctx.GetStub().PutState(id, []byte("sold"))
}

// Reveal opens what was committed.
func (c *Contract) Reveal(ctx tci, id string) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	hash, err := ctx.GetStub().GetPrivateDataHash("bids", id)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(transient["bid"]); !bytes.Equal(sum[:], hash) {
		return errors.New("another bid")
	}
	return ctx.GetStub().PutState(id, transient["bid"])
}

func (c *Contract) Move(ctx tci, id string) error {
	value, err := ctx.GetStub().GetPrivateData("from", id)
	if err != nil {
		return err
	}
	if err := ctx.GetStub().DelPrivateData("from", id); err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("to", id, value)
}

func (c *Contract) Evaluated(ctx tci, id string) error {
	value, err := ctx.GetStub().GetPrivateData("from", id)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, value)
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Evaluated"} }

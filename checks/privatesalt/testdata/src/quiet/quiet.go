// Package quiet keeps what cannot be guessed.
package quiet

import (
	"encoding/json"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Salted struct {
	ID    string
	Price int
	Salt  string
}

type Free struct {
	Price int
	Text  string
}

type Listed struct {
	Price int
	Tags  []string
}

type Named struct{ ID, Owner string }

func put(ctx tci, id string, v interface{}) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("details", id, value)
}

func (c *Contract) Put(ctx tci, id string) error {
	for _, v := range []interface{}{Salted{}, Free{}, Listed{}, Named{}} {
		if err := put(ctx, id, v); err != nil {
			return err
		}
	}
	value, err := json.Marshal(Salted{})
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("details", id, value); err != nil {
		return err
	}
	value, err = json.Marshal(Listed{})
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("details", id, value); err != nil {
		return err
	}
	value, err = json.Marshal(Free{})
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("details", id, value); err != nil {
		return err
	}
	value, err = json.Marshal(Named{})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("details", id, value)
}

func (c *Contract) Transient(ctx tci, id string) error {
	transient, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	password := transient["password"]
	return ctx.GetStub().PutPrivateData("details", id, password)
}

func (c *Contract) Login(ctx tci, user, passwordHash string, resetPassword bool) error { return nil }

func (c *Contract) Check(ctx tci, password string) (bool, error) { return false, nil }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Check"} }

func helper(password string) {}

// Package salt keeps what can be guessed.
package salt

import (
	"encoding/json"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Details struct {
	ID             string
	AppraisedValue int
	Sold           bool
	cache          []byte
}

func (c *Contract) Put(ctx tci, id string) error {
	value, err := json.Marshal(&Details{ID: id})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("details", id, value) // want `notice: private value without salt: AppraisedValue, Sold can be guessed from its hash`
}

func (c *Contract) Number(ctx tci, id string, n int) error {
	return ctx.GetStub().PutPrivateData("details", id, []byte(strconv.Itoa(n))) // want `notice: private value without salt: a number can be guessed`
}

func (c *Contract) Login(ctx tci, user, password string) error { // want `notice: argument password looks like a secret`
	return ctx.GetStub().PutState(user, nil)
}

func (c *Contract) Sign(ctx tci, privateKey []byte, pin int) error { // want `notice: argument privateKey looks` `notice: argument pin looks`
	return ctx.GetStub().PutState("signed", nil)
}

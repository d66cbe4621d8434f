// Package exposed exposes too much, and lists what is not there.
package exposed

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string {
	return []string{
		"Count", "Through", "Deep", "Publish",
		"Gone",  // want `warning: GetEvaluateTransactions lists Gone, and Contract has no such method`
		"count", // want `warning: GetEvaluateTransactions lists count, and Contract has no such method: Count stays a transaction to submit`
	}
}

func (c *Contract) GetIgnoredFunctions() []string {
	return []string{"Left", "addHelper", "raise"} // want `error: GetIgnoredFunctions lists raise, and Contract has no such method: Raise stays a transaction that every client can call`
}

func (c *Contract) addHelper() {}

func (c *Contract) Left(ctx tci) error { return ctx.GetStub().PutState("a", nil) }

func (c *Contract) Raise(ctx tci) error { return nil }

func (c *Contract) Count(ctx tci) (int, error) {
	return 1, ctx.GetStub().PutState("count", nil) // want `error: PutState in Count, which GetEvaluateTransactions lists: clients are told to evaluate it`
}

func (c *Contract) Through(ctx tci) error {
	return c.store(ctx) // want `error: DelState in Through, which GetEvaluateTransactions lists`
}

func (c *Contract) Deep(ctx tci) error {
	f := func() error {
		return c.store(ctx)
	}
	return f() // want `error: DelState in Deep, which GetEvaluateTransactions lists`
}

func (c *Contract) store(ctx tci) error { return ctx.GetStub().DelState("a") }

func (c *Contract) Publish(ctx tci) error {
	return ctx.GetStub().SetEvent("read", nil) // want `error: SetEvent in Publish`
}

func (c *Contract) Mint(ctx tci, id string) error {
	if err := ctx.GetClientIdentity().AssertAttributeValue("role", "minter"); err != nil {
		return err
	}
	return c.Add(ctx, id)
}

func (c *Contract) Add(ctx tci, id string) error { // want `warning: Add is a transaction that every client can call: Mint checks the client's identity before it calls Add, which does not`
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Move(ctx tci, id string) error {
	if err := c.mayMove(ctx); err != nil {
		return err
	}
	return c.SetOwner(ctx, id)
}

func (c *Contract) mayMove(ctx tci) error {
	if id, err := ctx.GetClientIdentity().GetID(); err != nil || id != "me" {
		return errors.New("no")
	}
	return nil
}

func (c *Contract) SetOwner(ctx tci, id string) error { // want `warning: SetOwner is a transaction that every client can call: Move checks`
	return c.store(ctx)
}

// Wrong is not called by contract-api.
type Wrong struct{ contractapi.Contract }

func (w *Wrong) GetIgnoredFunctions() string { return "Left" } // want `error: contract-api does not call GetIgnoredFunctions of Wrong: it is no func\(\) \[\]string, so nothing is listed`

func (w *Wrong) Left(ctx tci) error { return nil }

// Compared turns away by a comparison.
type Compared struct{ contractapi.Contract }

func (c *Compared) Close(ctx tci) error {
	org, err := ctx.GetClientIdentity().GetMSPID()
	if err != nil || org != "Org1MSP" {
		return errors.New("no")
	}
	return c.Drop(ctx)
}

func (c *Compared) Drop(ctx tci) error { // want `warning: Drop is a transaction that every client can call: Close checks`
	return ctx.GetStub().DelState("a")
}

// Package quiet exposes what it means to.
package quiet

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type tci = contractapi.TransactionContextInterface

type base struct{ contractapi.Contract }

// The list speaks of what the contracts that embed it have.
func (b *base) GetEvaluateTransactions() []string { return []string{"AssetExists", "Read", "GetName"} }

type Contract struct{ base }

type Other struct{ base }

func (o *Other) Read(ctx tci, id string) ([]byte, error) { return ctx.GetStub().GetState(id) }

func (c *Contract) AssetExists(ctx tci, id string) (bool, error) {
	v, err := ctx.GetStub().GetState(id)
	return v != nil, err
}

func (c *Contract) CreateAsset(ctx tci, id string) error {
	if ok, err := c.AssetExists(ctx, id); err != nil || ok {
		return err
	}
	return ctx.GetStub().PutState(id, nil)
}

// InitLedger needs no right, and CreateAsset none either.
func (c *Contract) InitLedger(ctx tci) error { return c.CreateAsset(ctx, "a") }

func (c *Contract) Transfer(ctx tci, id string) error {
	if err := ctx.GetClientIdentity().AssertAttributeValue("a", "b"); err != nil {
		return err
	}
	if _, err := c.AssetExists(ctx, id); err != nil {
		return err
	}
	if err := c.CreateAsset(ctx, id); err != nil {
		return err
	}
	if err := c.Checked(ctx, id); err != nil {
		return err
	}
	if err := c.Sent(ctx); err != nil {
		return err
	}
	return c.Hidden(ctx, id)
}

func (c *Contract) Checked(ctx tci, id string) error {
	if _, err := ctx.GetClientIdentity().GetMSPID(); err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Sent(ctx tci) error {
	m, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("c", "a", m["a"])
}

func (c *Contract) Hidden(ctx tci, id string) error { return ctx.GetStub().PutState(id, nil) }

func (c *Contract) GetIgnoredFunctions() []string { return append([]string{"Nothing"}, "Hidden") }

// Late looks at the client after the call.
type Late struct{ contractapi.Contract }

func (l *Late) First(ctx tci) error {
	if err := l.Second(ctx); err != nil {
		return err
	}
	_, err := ctx.GetClientIdentity().GetID()
	return err
}

func (l *Late) Second(ctx tci) error { return ctx.GetStub().PutState("a", nil) }

// Named only notes who the client is.
type Named struct{ contractapi.Contract }

func (n *Named) Claim(ctx tci) error {
	id, err := ctx.GetClientIdentity().GetID()
	if err != nil {
		return err
	}
	return n.Issue(ctx, id)
}

func (n *Named) Issue(ctx tci, owner string) error { return ctx.GetStub().PutState(owner, nil) }

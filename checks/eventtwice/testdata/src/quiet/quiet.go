package quiet

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) Once(ctx ctxI) error { return ctx.GetStub().SetEvent("a", nil) }

func (c *Contract) Arms(ctx ctxI, what string) error {
	switch what {
	case "a":
		ctx.GetStub().SetEvent("a", nil)
	case "b":
		ctx.GetStub().SetEvent("b", nil)
	default:
		return ctx.GetStub().SetEvent("c", nil)
	}
	return nil
}

func (c *Contract) Contradiction(ctx ctxI, what string, fresh bool) error {
	if what == "a" {
		ctx.GetStub().SetEvent("a", nil)
	}
	if what == "b" {
		ctx.GetStub().SetEvent("b", nil)
	}
	return nil
}

func (c *Contract) Fresh(ctx ctxI, fresh bool) error {
	if fresh {
		ctx.GetStub().SetEvent("created", nil)
	}
	if !fresh {
		ctx.GetStub().SetEvent("updated", nil)
	}
	return nil
}

func (c *Contract) Failed(ctx ctxI) error {
	if err := ctx.GetStub().SetEvent("a", nil); err != nil {
		return ctx.GetStub().SetEvent("b", nil)
	}
	return nil
}

func (c *Contract) Failing(ctx ctxI, ok bool) error {
	ctx.GetStub().SetEvent("a", nil)
	if !ok {
		ctx.GetStub().SetEvent("refused", nil)
		return errors.New("refused")
	}
	return nil
}

func (c *Contract) Found(ctx ctxI, ids []string, want string) error {
	for _, id := range ids {
		if id == want {
			ctx.GetStub().SetEvent("found", nil)
			break
		}
	}
	for _, id := range ids {
		if id == want {
			return nil
		}
	}
	return nil
}

func (c *Contract) Dispatch(ctx ctxI, what string) error {
	if what == "once" {
		return c.Once(ctx)
	}
	return c.Arms(ctx, what)
}

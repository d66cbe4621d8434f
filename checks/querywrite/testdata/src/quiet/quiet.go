package quiet

import (
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Look"} }

func (c *Contract) Look(ctx ctxI, mark string) error {
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark)
	if err != nil {
		return err
	}
	ctx.GetStub().PutState("mark", []byte(mark))
	return it.Close()
}

// Queries only.
func (c *Contract) Page(ctx ctxI, mark string) (string, error) {
	it, _, err := ctx.GetStub().GetQueryResultWithPagination("{}", 10, mark)
	if err != nil {
		return "", err
	}
	defer it.Close()
	kv, err := it.Next()
	if err != nil {
		return "", err
	}
	return string(kv.Value), nil
}

func (c *Contract) Rich(ctx ctxI, query string) (string, error) {
	it, err := ctx.GetStub().GetQueryResult(query)
	if err != nil {
		return "", err
	}
	defer it.Close()
	out := ""
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return "", err
		}
		out += string(kv.Value)
	}
	return out, nil
}

// The peer makes these again.
func (c *Contract) Ranges(ctx ctxI) error {
	it, err := ctx.GetStub().GetStateByRange("a", "b")
	if err != nil {
		return err
	}
	defer it.Close()
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return err
		}
		ctx.GetStub().DelState(kv.Key)
	}
	it, err = ctx.GetStub().GetStateByPartialCompositeKey("a", []string{"b"})
	if err != nil {
		return err
	}
	return it.Close()
}

// No pages.
func (c *Contract) NoPages(ctx ctxI) error {
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("a", "b", 0, "")
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("k", nil)
}

// One key of private data.
func (c *Contract) PrivateKey(ctx ctxI) error {
	v, err := ctx.GetStub().GetPrivateData("c", "k")
	if err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData("c", "k", append(v, 1))
}

func (c *Contract) OneOrTheOther(ctx ctxI, what, mark string) error {
	if what == "put" {
		return ctx.GetStub().PutState("mark", []byte(mark))
	}
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark)
	if err != nil {
		return err
	}
	if what == "put" {
		ctx.GetStub().PutState("mark", nil)
	}
	return it.Close()
}

func (c *Contract) Failing(ctx ctxI, mark string) error {
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark)
	if err != nil {
		ctx.GetStub().PutState("failed", nil)
		return errors.New("failed")
	}
	return it.Close()
}

// A dispatcher comes to one of them.
func (c *Contract) Dispatch(ctx ctxI, what, mark string) error {
	switch what {
	case "page":
		_, err := c.Page(ctx, mark)
		return err
	case "put":
		return ctx.GetStub().PutState(mark, nil)
	}
	return nil
}

// A write that a query has nothing to do with.
func (c *Contract) Beside(ctx ctxI, id string) (string, error) {
	it, err := ctx.GetStub().GetQueryResult("{}")
	if err != nil {
		return "", err
	}
	defer it.Close()
	out := ""
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return "", err
		}
		out += kv.Key
	}
	return out, ctx.GetStub().PutState(id, nil)
}

package queries

import (
	"encoding/json"
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type asset struct{ ID, Owner string }

func (c *Contract) PageThenWrite(ctx ctxI, mark string) error {
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark) // want `error: PutState at queries.go:21 fails after GetStateByRangeWithPagination at queries.go:17: the peer refuses a query with pagination and a write in one transaction`
	if err != nil {
		return err
	}
	ctx.GetStub().PutState("mark", []byte(mark))
	return it.Close()
}

func (c *Contract) WriteThenPage(ctx ctxI, mark string) error {
	ctx.GetStub().PutState("mark", []byte(mark))
	it, _, err := ctx.GetStub().GetQueryResultWithPagination("{}", 10, mark) // want `error: GetQueryResultWithPagination at queries.go:27 fails after PutState at queries.go:26`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) PartialPages(ctx ctxI, mark string) error {
	it, _, err := ctx.GetStub().GetStateByPartialCompositeKeyWithPagination("a", nil, 10, mark) // want `error: DelState at .* fails after GetStateByPartialCompositeKeyWithPagination`
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
	ctx.GetStub().DelState("mark")
	return nil
}

// No record, no write.
func (c *Contract) Sweep(ctx ctxI, mark string) error {
	it, _, err := ctx.GetStub().GetStateByRangeWithPagination("", "", 10, mark) // want `error: DelState at .* fails after`
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
	return nil
}

func (c *Contract) PrivateRange(ctx ctxI) error {
	it, err := ctx.GetStub().GetPrivateDataByRange("c", "", "") // want `error: PutState at .* fails after GetPrivateDataByRange at .*: the peer refuses a range or rich query of private data and a write in one transaction`
	if err != nil {
		return err
	}
	defer it.Close()
	return ctx.GetStub().PutState("seen", nil)
}

func (c *Contract) PrivateRich(ctx ctxI) error {
	ctx.GetStub().PutPrivateData("c", "k", nil)
	it, err := ctx.GetStub().GetPrivateDataQueryResult("c", "{}") // want `error: GetPrivateDataQueryResult at .* fails after PutPrivateData`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) PrivatePartial(ctx ctxI) error {
	ctx.GetStub().SetStateValidationParameter("k", nil)
	it, err := ctx.GetStub().GetPrivateDataByPartialCompositeKey("c", "a", nil) // want `error: GetPrivateDataByPartialCompositeKey at .* fails after SetStateValidationParameter`
	if err != nil {
		return err
	}
	return it.Close()
}

// Two conditions may have to do with each other.
func (c *Contract) Perhaps(ctx ctxI, look, put bool) error {
	if look {
		it, err := ctx.GetStub().GetPrivateDataByRange("c", "", "") // want `warning: PutState at .* fails after GetPrivateDataByRange`
		if err != nil {
			return err
		}
		it.Close()
	}
	if put {
		return ctx.GetStub().PutState("k", nil)
	}
	return nil
}

func page(ctx ctxI, mark string) ([]string, error) {
	it, _, err := ctx.GetStub().GetQueryResultWithPagination("{}", 10, mark)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var keys []string
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return nil, err
		}
		keys = append(keys, kv.Key)
	}
	return keys, nil
}

func drop(ctx ctxI, key string) error { return ctx.GetStub().DelState(key) }

func (c *Contract) Helpers(ctx ctxI, mark string) error {
	keys, err := page(ctx, mark) // want `error: DelState at queries.go:127 through drop fails after GetQueryResultWithPagination at queries.go:111 through page`
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := drop(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// What the peer does not check again.

func (c *Contract) Feeds(ctx ctxI) error {
	it, err := ctx.GetStub().GetQueryResult("{}") // want `warning: GetQueryResult at queries.go:145 feeds PutState at queries.go:161, and the peer does not make the query again at commit`
	if err != nil {
		return err
	}
	defer it.Close()
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return err
		}
		var a asset
		if err := json.Unmarshal(kv.Value, &a); err != nil {
			return err
		}
		a.Owner = "nobody"
		value, _ := json.Marshal(a)
		if err := ctx.GetStub().PutState(a.ID, value); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Decides(ctx ctxI, id string) error {
	it, err := ctx.GetStub().GetQueryResult("{}") // want `warning: GetQueryResult at .* decides PutState`
	if err != nil {
		return err
	}
	defer it.Close()
	if !it.HasNext() {
		return ctx.GetStub().PutState(id, nil)
	}
	return nil
}

func (c *Contract) Unique(ctx ctxI, id string) error {
	it, err := ctx.GetStub().GetQueryResult("{}") // want `warning: GetQueryResult at .* decides whether PutState at .* comes about`
	if err != nil {
		return err
	}
	defer it.Close()
	if it.HasNext() {
		return errors.New("taken")
	}
	return ctx.GetStub().PutState(id, nil)
}

func taken(ctx ctxI, name string) (bool, error) {
	it, err := ctx.GetStub().GetQueryResult(name) // want `warning: GetQueryResult at .* decides whether PutState at .* comes about`
	if err != nil {
		return false, err
	}
	defer it.Close()
	return it.HasNext(), nil
}

func (c *Contract) UniqueByHelper(ctx ctxI, id, name string) error {
	found, err := taken(ctx, name)
	if err != nil {
		return err
	}
	if found {
		return errors.New("taken")
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Former(ctx ctxI, id string) error {
	it, err := ctx.GetStub().GetHistoryForKey(id) // want `warning: GetHistoryForKey at .* feeds PutState`
	if err != nil {
		return err
	}
	defer it.Close()
	last, err := it.Next()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, last.Value)
}

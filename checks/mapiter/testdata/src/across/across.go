package across

import (
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"

	"keys"
	"wrapped"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) Generic(ctx ctxI, m map[string]int) ([]string, error) {
	return keys.Of(m), nil // want `error: map order of keys.Of \(keys.go:10\) reaches the response`
}

func (c *Contract) Indexed(ctx ctxI, m map[string]int) error {
	list, _ := keys.Indexed(m) // want `error: map order of keys.Indexed \(keys.go:18\) reaches PutState`
	return ctx.GetStub().PutState("keys", []byte(strings.Join(list, ",")))
}

func (c *Contract) Wrapped(ctx ctxI, m map[string]int) error {
	names := wrapped.Names(m) // want `error: map order of wrapped.Names \(wrapped.go:6\) reaches PutState`
	return ctx.GetStub().PutState("first", []byte(names[0]))
}

// Sorted there, or here, or only looked through.
func (c *Contract) Sorted(ctx ctxI, m map[string]int) error {
	first, err := wrapped.First(m)
	if err != nil {
		return err
	}
	list := keys.Of(m)
	if !keys.Contains(list, first) {
		return ctx.GetStub().PutState("none", nil)
	}
	keys.Sort(list)
	list = append(list, keys.SortedCopy(keys.Collected(m))...)
	list = append(list, keys.Sorted(m)...)
	list = append(list, keys.Ordered(m)...)
	return ctx.GetStub().PutState("keys", []byte(strings.Join(list, ",")))
}

func (c *Contract) PerKey(ctx ctxI, m map[string]int) error {
	for _, key := range keys.Of(m) {
		if err := ctx.GetStub().PutState(key, nil); err != nil {
			return err
		}
	}
	for key := range keys.Filter(m) {
		if err := ctx.GetStub().DelState(key); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Copied(ctx ctxI, m map[string]int) ([]int, error) { return keys.Copied(m), nil }

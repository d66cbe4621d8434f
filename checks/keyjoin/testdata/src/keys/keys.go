package keys

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type asset struct{ Owner, ID string }

func (c *Contract) Plus(ctx contractapi.TransactionContextInterface, owner, id string) error {
	key := owner + id // want `warning: the key of PutState at keys.go:17 joins owner and id without a separator`
	return ctx.GetStub().PutState(key, nil)
}

func (c *Contract) Behind(ctx contractapi.TransactionContextInterface, owner, id string) error {
	return ctx.GetStub().PutState("balance_"+owner+id, nil) // want `warning: the key of PutState at keys.go:21 joins owner and id without a separator`
}

func (c *Contract) Printed(ctx contractapi.TransactionContextInterface, owner string, n int) error {
	return ctx.GetStub().PutState(fmt.Sprintf("%s%d", owner, n), nil) // want `warning: the key of PutState at keys.go:25 joins owner and n without a separator`
}

func (c *Contract) Joined(ctx contractapi.TransactionContextInterface, a asset) error {
	return ctx.GetStub().DelState(strings.Join([]string{"asset", a.Owner, a.ID}, "")) // want `warning: the key of DelState at keys.go:29 joins Owner and ID without a separator`
}

func (c *Contract) Helper(ctx contractapi.TransactionContextInterface, owner, id string) error {
	return ctx.GetStub().PutState(keyOf(owner, id), nil)
}

func keyOf(owner, id string) string {
	return "k:" + owner + id // want `warning: the key of PutState at keys.go:33 joins owner and id without a separator`
}

// The join is made by the caller, the state call by the helper; a cycle of
// calls, and a generic helper.
func (c *Contract) Caller(ctx contractapi.TransactionContextInterface, year, month int) error {
	return put(ctx, strconv.Itoa(year)+strconv.Itoa(month), 3) // want `warning: the key of PutState at keys.go:50 joins strconv.Itoa\(\) and strconv.Itoa\(\) without a separator`
}

func put[T any](ctx contractapi.TransactionContextInterface, key string, n T) error {
	if key == "" {
		return put(ctx, key, n)
	}
	return ctx.GetStub().PutState(key, nil)
}

func (c *Contract) Attribute(ctx contractapi.TransactionContextInterface, owner, id string) error {
	key, err := ctx.GetStub().CreateCompositeKey("asset", []string{owner + id}) // want `warning: an attribute of CreateCompositeKey at keys.go:54 joins owner and id without a separator`
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, nil)
}

func (c *Contract) Looped(ctx contractapi.TransactionContextInterface, parts []string) error {
	key := ""
	for _, part := range parts {
		key += part // want `warning: the key of PutPrivateData at keys.go:66 joins key and an element of parts without a separator`
	}
	return ctx.GetStub().PutPrivateData("c", key, nil)
}

func (c *Contract) Read(ctx contractapi.TransactionContextInterface, owner, id string) error {
	_, err := ctx.GetStub().GetState(owner + "" + id) // want `warning: the key of GetState at keys.go:70 joins owner and id without a separator`
	return err
}

func (c *Contract) Closure(ctx contractapi.TransactionContextInterface, owner string) error {
	f := func(id, kind string) error {
		return ctx.GetStub().PutState(id+kind, nil) // want `warning: the key of PutState at keys.go:76 joins id and kind without a separator`
	}
	return f(owner, owner[1:])
}

func (c *Contract) Empty(ctx contractapi.TransactionContextInterface) error {
	if _, err := ctx.GetStub().GetState(""); err != nil { // want `warning: GetState gets an empty key, and finds nothing`
		return err
	}
	return ctx.GetStub().PutState("", nil) // want `error: PutState gets an empty key, and always fails`
}

func (c *Contract) Full(ctx contractapi.TransactionContextInterface, owner, id string) error {
	stub := ctx.GetStub()
	key, err := stub.CreateCompositeKey("owner~id", []string{owner, id})
	if err != nil {
		return err
	}
	it, err := stub.GetStateByPartialCompositeKey("owner~id", []string{owner, id}) // want `warning: GetStateByPartialCompositeKey gets all 2 attributes of the key that CreateCompositeKey makes at keys.go:90`
	if err != nil {
		return err
	}
	it.Close()
	it, err = stub.GetStateByPartialCompositeKey("owner~id", []string{""}) // want `warning: GetStateByPartialCompositeKey gets an empty attribute 1, and finds only keys in which it is empty too`
	if err != nil {
		return err
	}
	it.Close()
	blank, err := stub.CreateCompositeKey("blank", []string{id, ""}) // want `notice: CreateCompositeKey gets an empty attribute 2`
	if err != nil {
		return err
	}
	if err := stub.PutState(blank, nil); err != nil {
		return err
	}
	return stub.PutState(key, nil)
}

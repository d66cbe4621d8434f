package open

import (
	"errors"
	"fmt"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Guard(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id) // want `warning: error of GetState lets the transaction through to PutState at open.go:17`
	if err == nil && len(v) != 0 {
		return errors.New("exists")
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Named(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id) // want `warning: error of GetState lets the transaction through to PutState in save at open.go:26`
	exists := err == nil && v != nil
	if exists {
		return errors.New("exists")
	}
	return save(ctx, id)
}

func save(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Logged(ctx contractapi.TransactionContextInterface, id string) (err error) {
	defer fmt.Println("done")
	v, err := ctx.GetStub().GetPrivateData("c", id) // want `warning: error of GetPrivateData lets the transaction through to PutPrivateData at open.go:39`
	if err != nil {
		fmt.Println("cannot read", err.Error())
	}
	return ctx.GetStub().PutPrivateData("c", id, append(v, 'x'))
}

func (c *Contract) Rounds(ctx contractapi.TransactionContextInterface) error {
	it, err := ctx.GetStub().GetStateByRange("", "")
	if err != nil {
		return err
	}
	defer it.Close()
	n := 0
	for it.HasNext() {
		kv, err := it.Next() // want `warning: error of Next lets the transaction through to PutState at open.go:56`
		if err != nil {
			break
		}
		n += len(kv.Value)
	}
	return ctx.GetStub().PutState("sum", []byte{byte(n)})
}

func (c *Contract) Lost(ctx contractapi.TransactionContextInterface, id string) error {
	err := ctx.GetStub().PutState(id, nil) // want `warning: error of PutState does not stop the function, which returns as if all went well at open.go:64`
	if err != nil {
		fmt.Printf("cannot write: %v\n", err)
	}
	return nil
}

func (c *Contract) Shadowed(ctx contractapi.TransactionContextInterface, id string) error {
	var err error
	if id != "" {
		err := ctx.GetStub().DelState(id) // want `warning: error of DelState does not stop the function`
		if err != nil {
			fmt.Println(err)
		}
	}
	return err
}

// A helper that only fails when a read does.
func (c *Contract) Helper(ctx contractapi.TransactionContextInterface, id string) error {
	found, err := exists(ctx, id) // want `warning: error of exists, which passes on that of GetState at open.go:88, lets the transaction through to PutState at open.go:84`
	if err == nil && found {
		return errors.New("exists")
	}
	return ctx.GetStub().PutState(id, nil)
}

func exists(ctx contractapi.TransactionContextInterface, id string) (bool, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false, err
	}
	return v != nil, nil
}

// A helper that also fails for what is missing.
func (c *Contract) Mixed(ctx contractapi.TransactionContextInterface, id string) error {
	_, err := read(ctx, id) // want `notice: error of read, which passes on that of GetState at open.go:105, lets the transaction through to PutState at open.go:101`
	if err == nil {
		return errors.New("exists")
	}
	return ctx.GetStub().PutState(id, nil)
}

func read(ctx contractapi.TransactionContextInterface, id string) ([]byte, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, errors.New("not found")
	}
	return v, nil
}

// Functions that answer false, or nil, when a read fails.
func (c *Contract) Swallowed(ctx contractapi.TransactionContextInterface, id string) error {
	if has(ctx, id) || load(ctx, id) != nil {
		return errors.New("exists")
	}
	return ctx.GetStub().PutState(id, nil)
}

func has(ctx contractapi.TransactionContextInterface, id string) bool {
	v, err := ctx.GetStub().GetState(id) // want `warning: error of GetState is taken for "no" by has, which lets the transaction through to PutState at open.go:120`
	return err == nil && len(v) > 0
}

func load(ctx contractapi.TransactionContextInterface, id string) []byte {
	v, err := ctx.GetStub().GetState(id) // want `warning: error of GetState is taken for "no" by load, which lets the transaction through to PutState at open.go:120`
	if err != nil {
		return nil
	}
	return v
}

// Code in closures, and generic code.
func (c *Contract) Closure(ctx contractapi.TransactionContextInterface, id string) error {
	return func() error {
		v, err := ctx.GetStub().GetState(id) // want `warning: error of GetState lets the transaction through to PutState`
		if err == nil && v != nil {
			return errors.New("exists")
		}
		return put(ctx, id)
	}()
}

func put[T ~string](ctx contractapi.TransactionContextInterface, id T) error {
	return ctx.GetStub().PutState(string(id), nil)
}

// Package quiet holds near misses.
package quiet

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type Contract struct{ contractapi.Contract }

type asset struct{ Owner string }

func (c *Contract) Checked(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil || v == nil {
		return 0, err
	}
	return v[0], nil
}

func (c *Contract) Measured(ctx contractapi.TransactionContextInterface, id string) (uint64, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return 0, err
	}
	if len(v) != 8 {
		return 0, errors.New("no number")
	}
	sum := 0
	for i := range v {
		sum += int(v[i])
	}
	return binary.BigEndian.Uint64(v), nil
}

func (c *Contract) Ranged(ctx contractapi.TransactionContextInterface, id string) int {
	v, _ := ctx.GetStub().GetState(id)
	sum := 0
	for i := range v {
		sum += int(v[i])
	}
	return sum
}

// No JSON is an error to json.Unmarshal.
func (c *Contract) JSON(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return "", err
	}
	var a asset
	if err := json.Unmarshal(v, &a); err != nil {
		return "", err
	}
	n, err := strconv.Atoi(string(v))
	if err != nil {
		return "", err
	}
	return a.Owner + string(v[0]) + strconv.Itoa(n), nil
}

// The existence of the key was asked for before.
func (c *Contract) Asked(ctx contractapi.TransactionContextInterface, id string) error {
	found, err := c.Exists(ctx, id)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("no asset")
	}
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	var a asset
	_ = json.Unmarshal(v, &a)
	return ctx.GetStub().PutState(id, v)
}

func (c *Contract) Exists(ctx contractapi.TransactionContextInterface, id string) (bool, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false, err
	}
	return v != nil, nil
}

func (c *Contract) Composite(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	key, err := ctx.GetStub().CreateCompositeKey("asset", []string{id})
	if err != nil {
		return 0, err
	}
	if err := c.must(ctx, id); err != nil {
		return 0, err
	}
	v, err := ctx.GetStub().GetState(key)
	if err != nil {
		return 0, err
	}
	return v[0], nil
}

func (c *Contract) must(ctx contractapi.TransactionContextInterface, id string) error {
	found, err := c.Exists(ctx, id)
	if err == nil && !found {
		err = errors.New("no asset")
	}
	return err
}

func (c *Contract) Helper(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return 0, err
	}
	if isEmpty(v) {
		return 0, errors.New("no asset")
	}
	if bytes.Equal(v, []byte("x")) {
		return 0, nil
	}
	return v[0], nil
}

func isEmpty(v []byte) bool { return len(v) == 0 }

func (c *Contract) Copied(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return "", err
	}
	fmt.Println("value", string(v))
	if err := ctx.GetStub().PutState("copy"+id, v); err != nil {
		return "", err
	}
	return string(v), nil
}

func (c *Contract) Pointer(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	a, err := find(ctx, id)
	if err != nil {
		return "", err
	}
	if a == nil {
		return "", errors.New("no asset")
	}
	return a.Owner, nil
}

func find(ctx contractapi.TransactionContextInterface, id string) (*asset, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil || len(v) == 0 {
		return nil, err
	}
	if id == "" {
		return nil, nil
	}
	a := &asset{}
	err = json.Unmarshal(v, a)
	return a, err
}

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	_, args := stub.GetFunctionAndParameters()
	old, err := stub.GetState(args[0])
	if err != nil {
		return shim.Error(err.Error())
	} else if old == nil {
		return shim.Error("no asset")
	}
	v, err := stub.GetState(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(v[1:])
}

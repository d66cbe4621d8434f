package state

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type asset struct{ Owner string }

type message struct{ Owner string }

func (*message) Reset() {}

func (c *Contract) Index(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return 0, err
	}
	return v[0], nil // want `error: value of GetState at state.go:25 is indexed without a check: it is nil for a missing key`
}

func (c *Contract) Slice(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	v, err := ctx.GetStub().GetPrivateData("c", id)
	if err != nil {
		return "", err
	}
	return string(v[8:]), nil // want `error: value of GetPrivateData at state.go:33 is sliced without a check`
}

func (c *Contract) Number(ctx contractapi.TransactionContextInterface, id string) (uint64, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint64(v), nil // want `error: value of GetState at state.go:41 is decoded by Uint64 without a check`
}

func (c *Contract) Dropped(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(v))) // want `notice: value of GetState at state.go:49 is decoded by strconv.Atoi, whose error is dropped, without a check`
	return ctx.GetStub().PutState(id, []byte(strconv.Itoa(n+1)))
}

func (c *Contract) JSON(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	var a asset
	json.Unmarshal(v, &a) // want `warning: value of GetState at state.go:58 is decoded by json.Unmarshal, whose error is dropped, without a check`
	a.Owner = "new"
	v, _ = json.Marshal(a)
	return ctx.GetStub().PutState(id, v)
}

func (c *Contract) Proto(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	var m message
	return proto.Unmarshal(v, &m) // want `notice: value of GetState at state.go:70 is decoded by proto.Unmarshal without a check`
}

func (c *Contract) Big(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	n, _ := new(big.Int).SetString(string(v), 10) // want `warning: value of GetState at state.go:79 is decoded by Int.SetString, whose error is dropped, without a check`
	return ctx.GetStub().PutState(id, []byte(n.String()))
}

// A constant key may have been written by Init.
func (c *Contract) Constant(ctx contractapi.TransactionContextInterface) (int, error) {
	v, err := ctx.GetStub().GetState("counter")
	if err != nil {
		return 0, err
	}
	n, _ := strconv.Atoi(string(v)) // want `notice: value of GetState at state.go:89 is decoded by strconv.Atoi`
	return n, nil
}

// Helpers that return the value, get it, or both.
func (c *Contract) Helpers(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	v, err := deep(ctx.GetStub(), id)
	if err != nil {
		return 0, err
	}
	return v[0], nil // want `warning: result of deep at state.go:99 is indexed without a check: it is nil for a missing key`
}

func deep(stub shim.ChaincodeStubInterface, id string) ([]byte, error) { return load(stub, id) }

func load(stub shim.ChaincodeStubInterface, id string) ([]byte, error) {
	v, err := stub.GetState(id)
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (c *Contract) Given(ctx contractapi.TransactionContextInterface, id string) (byte, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return 0, err
	}
	return first(v), nil // want `error: value of GetState at state.go:117 is indexed by first without a check`
}

func first(v []byte) byte { return v[0] }

// A pointer that is nil for a missing key.
func (c *Contract) Pointer(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	a, err := find(ctx, id)
	if err != nil {
		return "", err
	}
	return a.Owner, nil // want `warning: result of find at state.go:128 is dereferenced without a check: find returns nil and no error at state.go:141`
}

func find(ctx contractapi.TransactionContextInterface, id string) (*asset, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, nil
	}
	a := new(asset)
	if err := json.Unmarshal(v, a); err != nil {
		return nil, errors.New("bad asset")
	}
	return a, nil
}

// A cycle of calls, and generic helpers.
func (c *Contract) Generic(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	a := decode[asset](v) // want `warning: value of GetState at state.go:152 is decoded by json.Unmarshal, whose error is dropped, by decode without a check`
	return ctx.GetStub().PutState(id, []byte(a.Owner))
}

func decode[T any](v []byte) (t T) {
	json.Unmarshal(v, &t)
	return t
}

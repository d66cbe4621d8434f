// Package quiet holds near misses.
package quiet

import (
	"encoding/json"
	"errors"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type Contract struct{ contractapi.Contract }

type asset struct{ Owner string }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error { // want Issue:`passes on the error of PutState at quiet.go:33`
	stub := ctx.GetStub()
	creator, _ := stub.GetCreator()
	transient, _ := stub.GetTransient()
	_, parts, _ := stub.SplitCompositeKey(id)
	key, _ := stub.CreateCompositeKey("asset", []string{"all"})
	var a asset
	_ = json.Unmarshal(creator, &a)
	text, _ := json.Marshal(a)
	use(transient, parts, key, text)
	it, err := stub.GetStateByRange("", "")
	if err != nil {
		return err
	}
	defer it.Close()
	log(id)
	return stub.PutState(id, nil)
}

func (c *Contract) Loops(ctx contractapi.TransactionContextInterface, ids []string) error { // want Loops:`passes on the error of PutState at quiet.go:39`
	var err error
	for _, id := range ids {
		if err = ctx.GetStub().PutState(id, nil); err != nil {
			break
		}
	}
	for _, id := range ids {
		if err == nil {
			err = ctx.GetStub().PutState(id, nil)
		}
	}
	return err
}

func (c *Contract) Collected(ctx contractapi.TransactionContextInterface, ids []string) error { // want Collected:`passes on the error of PutState at quiet.go:54`
	var all []error
	for _, id := range ids {
		err := ctx.GetStub().PutState(id, nil)
		all = append(all, err)
	}
	return errors.Join(all...)
}

func (c *Contract) Either(ctx contractapi.TransactionContextInterface, id string) error { // want Either:`passes on the error of GetState at quiet.go:61`
	v, err := ctx.GetStub().GetState(id)
	if id == "" {
		v, err = ctx.GetStub().GetState("default")
	}
	use(v)
	return err
}

func (c *Contract) Named(ctx contractapi.TransactionContextInterface, id string) (err error) { // want Named:`passes on the error of PutState at quiet.go:75`
	defer func() {
		if err != nil {
			err = errors.New("cannot")
		}
	}()
	err = ctx.GetStub().PutState(id, nil)
	return
}

// What swallows the error itself passes none on, nor what has none.
func (c *Contract) Swallows(ctx contractapi.TransactionContextInterface, id string) error {
	_ = valid(ctx, id)
	_ = audit(ctx)
	return nil
}

func valid(ctx contractapi.TransactionContextInterface, id string) error {
	if id == ctx.GetStub().GetTxID() {
		return errors.New("taken")
	}
	return nil
}

func audit(ctx contractapi.TransactionContextInterface) error {
	if _, err := ctx.GetStub().GetCreator(); err != nil {
		return err
	}
	return nil
}

// A shim chaincode that answers with what its handlers answer.
type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response { // want Invoke:`passes on the error of PutState at quiet.go:115`
	fn, args := stub.GetFunctionAndParameters()
	switch fn {
	case "set":
		return t.set(stub, args)
	}
	return shim.Error("unknown")
}

func (t *chaincode) set(stub shim.ChaincodeStubInterface, args []string) peer.Response {
	if err := stub.PutState(args[0], nil); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

type logger struct{}

func (logger) PutState(string) error { return nil }

func log(id string) { logger{}.PutState(id) }

func use(...any) {}

// The transaction fails in any case.
func (c *Contract) Insert(ctx contractapi.TransactionContextInterface, id string) error {
	if id == "" {
		key, _ := ctx.GetStub().CreateCompositeKey("asset", []string{id})
		return errors.New("taken: " + key)
	}
	return nil
}

type MockStub struct{ shim.ChaincodeStubInterface }

func (c *Contract) Play(ctx contractapi.TransactionContextInterface, id string) error {
	m := &MockStub{ctx.GetStub()}
	m.PutState(id, nil)
	return nil
}

func (m *MockStub) PutState(id string, value []byte) error { return nil }

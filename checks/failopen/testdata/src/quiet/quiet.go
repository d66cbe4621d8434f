// Package quiet holds near misses.
package quiet

import (
	"errors"
	"fmt"
	"log"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Right(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err == nil && len(v) != 0 {
		return errors.New("exists")
	}
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Both(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil || v == nil {
		return errors.New("no such asset")
	}
	return ctx.GetStub().PutState(id, v)
}

// The value is nil when the read failed.
func (c *Contract) ValueChecked(ctx contractapi.TransactionContextInterface, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		fmt.Println(err)
	}
	if len(v) == 0 {
		return errors.New("no such asset")
	}
	return ctx.GetStub().PutState(id, v)
}

func (c *Contract) HelperChecked(ctx contractapi.TransactionContextInterface, id string) error {
	found, err := exists(ctx, id)
	if err != nil {
		log.Println(err)
	}
	if !found {
		return errors.New("no such asset")
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

func (c *Contract) Later(ctx contractapi.TransactionContextInterface, id string) error {
	_, err := ctx.GetStub().GetState(id)
	if err != nil {
		fmt.Println(err)
	}
	if id == "" {
		return err
	}
	return errors.Join(err, ctx.GetStub().PutState(id, nil))
}

func (c *Contract) Apart(ctx contractapi.TransactionContextInterface, id string) error {
	_, err := ctx.GetStub().GetState(id)
	if err != nil && !errors.Is(err, errMissing) {
		return err
	}
	_, err = ctx.GetStub().GetState(id)
	if err != nil && err.Error() != "missing" {
		return err
	}
	return ctx.GetStub().PutState(id, nil)
}

var errMissing = errors.New("missing")

func (c *Contract) Collected(ctx contractapi.TransactionContextInterface, ids []string) error {
	var all []error
	for _, id := range ids {
		if err := ctx.GetStub().PutState(id, nil); err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

func (c *Contract) Stops(ctx contractapi.TransactionContextInterface, id string) error {
	_, err := ctx.GetStub().GetState(id)
	if err != nil {
		log.Fatal("cannot read")
	}
	_, err = ctx.GetStub().GetState(id)
	if err != nil {
		panic("cannot read")
	}
	_, err = ctx.GetStub().GetState(id)
	must(err)
	return ctx.GetStub().PutState(id, nil)
}

func must(err error) {
	if err != nil {
		panic("must")
	}
}

func (c *Contract) ReadsOnly(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		fmt.Println(err)
	}
	return string(v), nil
}

// A function that says no, and a caller that refuses then.
func (c *Contract) Refused(ctx contractapi.TransactionContextInterface, id string) error {
	if !allowed(ctx, id) {
		return errors.New("not allowed")
	}
	return ctx.GetStub().PutState(id, nil)
}

func allowed(ctx contractapi.TransactionContextInterface, id string) bool {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false
	}
	return string(v) == "yes"
}

func save(stub shim.ChaincodeStubInterface, id string) bool {
	if err := stub.PutState(id, nil); err != nil {
		return false
	}
	return true
}

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	var answer peer.Response
	v, err := stub.GetState("a")
	if err != nil {
		answer = shim.Error(err.Error())
	} else if v == nil {
		answer = shim.Success(nil)
	}
	if err := stub.PutState("b", nil); err != nil {
		return shim.Error("b")
	}
	if !save(stub, "c") {
		return shim.Error("c")
	}
	return answer
}

// A project's own error interface, assigned to an error.
type failure interface {
	error
	Status() int
}

func (c *Contract) Own(ctx contractapi.TransactionContextInterface, id string) error {
	var err error
	_, err = ask(ctx, id)
	if err != nil {
		return errors.New("cannot ask")
	}
	return ctx.GetStub().PutState(id, nil)
}

func ask(ctx contractapi.TransactionContextInterface, id string) (bool, failure) {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false, fail{err}
	}
	return v != nil, nil
}

type fail struct{ error }

func (fail) Status() int { return 500 }

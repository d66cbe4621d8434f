package fix

import (
	"errors"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
	at := time.Now().String() // want `error: time.Now reaches PutState`
	return ctx.GetStub().PutState(id, []byte(at))
}

func (c *Contract) Tell(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	if id == "" {
		return time.Now().String(), nil // want `error: time.Now reaches the response`
	}
	err := ctx.GetStub().PutState(id, nil)
	return id, err
}

func save(stub shim.ChaincodeStubInterface, id string) error {
	err := stub.PutState(id, []byte(time.Now().String())) // want `error: time.Now reaches PutState`
	return err
}

func (c *Contract) Save(ctx contractapi.TransactionContextInterface, id string) error {
	return save(ctx.GetStub(), id)
}

// No function without an error to return can be mended by machine.
func (c *Contract) Plain(ctx contractapi.TransactionContextInterface) string {
	return time.Now().String() // want `error: time.Now reaches the response`
}

// A guard is no place for a time that the client sets.
func (c *Contract) Guard(ctx contractapi.TransactionContextInterface, id string, until time.Time) error {
	if time.Now().After(until) { // want `notice: time.Now decides only`
		return errors.New("too late")
	}
	return ctx.GetStub().PutState(id, nil)
}

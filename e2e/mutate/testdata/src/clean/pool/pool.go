// Package pool is a contract with private data, queries and strings on the
// ledger, in a context of its own.
package pool

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Context is a transaction's.
type Context struct {
	contractapi.TransactionContext
}

// ContextInterface is what transactions take.
type ContextInterface interface {
	contractapi.TransactionContextInterface
	Count(key string) (int, error)
	SetCount(key string, n int) error
}

// Count reads a number; what is not there is none.
func (c *Context) Count(key string) (int, error) {
	data, err := c.GetStub().GetState(key)
	if err != nil {
		return 0, err
	}
	if len(data) == 0 {
		return 0, nil
	}
	return strconv.Atoi(string(data))
}

// SetCount writes a number.
func (c *Context) SetCount(key string, n int) error {
	return c.GetStub().PutState(key, []byte(strconv.Itoa(n)))
}

// Pool is the contract.
type Pool struct {
	contractapi.Contract
}

type terms struct {
	Member string `json:"member"`
	Rate   string `json:"rate"`
}

type query struct {
	Selector map[string]string `json:"selector"`
}

// Join adds a member, whose terms are private.
func (p *Pool) Join(ctx ContextInterface, member string) error {
	name, err := ctx.GetStub().GetState(member)
	if err != nil {
		return err
	}
	if name != nil {
		return fmt.Errorf("%s is a member", member)
	}
	secret, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	rate, ok := secret["rate"]
	if !ok {
		return errors.New("no rate")
	}
	data, err := json.Marshal(terms{Member: member, Rate: string(rate)})
	if err != nil {
		return err
	}
	if err := ctx.GetStub().PutPrivateData("terms", member, data); err != nil {
		return err
	}
	if err := ctx.GetStub().PutState(member, []byte("member")); err != nil {
		return err
	}
	n, err := ctx.Count("members")
	if err != nil {
		return err
	}
	return ctx.SetCount("members", n+1)
}

// Rename changes how a member is shown.
func (p *Pool) Rename(ctx ContextInterface, member, shown string) (string, error) {
	stub := ctx.GetStub()
	old, err := stub.GetState(member)
	if err != nil {
		return "", err
	}
	if old == nil {
		return "", errors.New("no member")
	}
	if err = stub.PutState(member, []byte(shown)); err != nil {
		return "", err
	}
	err = stub.SetEvent("renamed", []byte(member))
	return string(old), err
}

// Leave removes a member and the terms.
func (p *Pool) Leave(ctx ContextInterface, member string) error {
	stub := ctx.GetStub()
	hash, err := stub.GetPrivateDataHash("terms", member)
	if err != nil {
		return err
	}
	if hash == nil {
		return errors.New("no terms")
	}
	if err := stub.DelPrivateData("terms", member); err != nil {
		return err
	}
	return remove(stub, member)
}

// Named finds members by how they are shown.
func (p *Pool) Named(ctx ContextInterface, shown string) ([]string, error) {
	text, err := json.Marshal(query{Selector: map[string]string{"shown": shown}})
	if err != nil {
		return nil, err
	}
	found, err := ctx.GetStub().GetQueryResult(string(text))
	if err != nil {
		return nil, err
	}
	defer found.Close()
	return keysOf(found)
}

// Settle asks the bank on this channel.
func (p *Pool) Settle(ctx ContextInterface, member, amount string) error {
	args := [][]byte{[]byte("move"), []byte(member), []byte(amount)}
	if r := ctx.GetStub().InvokeChaincode("bank", args, ""); r.GetStatus() != shim.OK {
		return errors.New(r.GetMessage())
	}
	return ctx.GetStub().PutState("settled", []byte(amount))
}

func remove(stub shim.ChaincodeStubInterface, key string) error {
	if key == "" {
		return errors.New("no key")
	}
	return stub.DelState(key)
}

func keysOf(found shim.StateQueryIteratorInterface) ([]string, error) {
	var keys []string
	for found.HasNext() {
		entry, err := found.Next()
		if err != nil {
			return nil, err
		}
		keys = append(keys, entry.GetKey())
	}
	return keys, nil
}

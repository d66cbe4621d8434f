// Package store is the layer below layered and across: what its functions do
// with what they are handed crosses packages as facts.
package store

import (
	"encoding/json"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/shim"
)

type Asset struct {
	ID   string
	At   time.Time
	Seen time.Time `json:"-"`
}

func Save(stub shim.ChaincodeStubInterface, a *Asset) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return put(stub, a.ID, data)
}

func put(stub shim.ChaincodeStubInterface, id string, data []byte) error {
	return stub.PutState(id, data)
}

func Find(stub shim.ChaincodeStubInterface, since time.Time) (*Asset, error) { return nil, nil }

func Trace(stub shim.ChaincodeStubInterface, at time.Time) {}

// Named hands on a part of what it gets.
func Named(a *Asset) (id string, at time.Time) { return a.ID, a.At }

// Fill writes to its first argument.
func Fill(a *Asset, at time.Time) { a.At = at }

// Refuse always fails.
func Refuse(at time.Time) error { return refusal{at} }

type refusal struct{ at time.Time }

func (r refusal) Error() string { return r.at.String() }

// Loop calls itself.
func Loop(stub shim.ChaincodeStubInterface, n int, at string) error {
	if n == 0 {
		return stub.PutState("end", []byte(at))
	}
	return Loop(stub, n-1, at)
}

// First is generic.
func First[T any](list ...T) T { return list[0] }

// Table hides the stub.
type Table struct{ stub shim.ChaincodeStubInterface }

func NewTable(stub shim.ChaincodeStubInterface) *Table { return &Table{stub} }

func (t *Table) Put(key, value string) error { return t.stub.PutState(key, []byte(value)) }

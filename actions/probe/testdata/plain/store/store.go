// Package store writes behind an interface.
package store

import (
	"os"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

// Store saves.
type Store interface {
	Save(stub shim.ChaincodeStubInterface, key string) error
}

// New is the only Store.
func New() Store { return &home{} }

type home struct{}

// Save writes where the home folder is.
func (h *home) Save(stub shim.ChaincodeStubInterface, key string) error {
	return stub.PutState(key, []byte(os.Getenv("HOME")))
}

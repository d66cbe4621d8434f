// Package store is a library of helpers: what it says of its functions are
// facts.
package store

import "github.com/hyperledger/fabric-chaincode-go/shim"

type Asset struct{ ID, Owner string }

func Key(stub shim.ChaincodeStubInterface, id string) (string, error) {
	return stub.CreateCompositeKey("asset", []string{id})
}

func Save(stub shim.ChaincodeStubInterface, a *Asset) error {
	key, err := Key(stub, a.ID)
	if err != nil {
		return err
	}
	return stub.PutState(key, []byte(a.Owner))
}

func Load(stub shim.ChaincodeStubInterface, id string) ([]byte, error) {
	key, err := Key(stub, id)
	if err != nil {
		return nil, err
	}
	return stub.GetState(key)
}

// Cached remembers what it wrote.
type Cached struct {
	Stub  shim.ChaincodeStubInterface
	wrote map[string][]byte
}

func (c *Cached) PutState(key string, value []byte) error {
	c.wrote[key] = value
	return c.Stub.PutState(key, value)
}

func (c *Cached) GetState(key string) ([]byte, error) {
	if v, ok := c.wrote[key]; ok {
		return v, nil
	}
	return c.Stub.GetState(key)
}

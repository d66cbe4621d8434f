// Package store is a helper of another package.
package store

import "github.com/hyperledger/fabric-chaincode-go/shim"

type Store struct{ Stub shim.ChaincodeStubInterface }

func (s *Store) Save(id string) error {
	return s.Stub.PutState(id, nil)
}

func Load(stub shim.ChaincodeStubInterface, id string) ([]byte, error) {
	return load(stub, id)
}

func load(stub shim.ChaincodeStubInterface, id string) ([]byte, error) {
	v, err := stub.GetState(id)
	if err != nil {
		return nil, err
	}
	return v, nil
}

func Quiet(stub shim.ChaincodeStubInterface) error { return nil }

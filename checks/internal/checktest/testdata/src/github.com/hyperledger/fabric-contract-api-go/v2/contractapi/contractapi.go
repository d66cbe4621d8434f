// Package contractapi stands in for contract-api: its names and types, no
// behaviour.
package contractapi

import "github.com/hyperledger/fabric-chaincode-go/v2/shim"

type TransactionContextInterface interface {
	GetStub() shim.ChaincodeStubInterface
}

type TransactionContext struct{ stub shim.ChaincodeStubInterface }

func (c *TransactionContext) GetStub() shim.ChaincodeStubInterface { return c.stub }

type InfoMetadata struct{ Version string }

type ContractInterface interface {
	GetInfo() InfoMetadata
	GetUnknownTransaction() interface{}
	GetBeforeTransaction() interface{}
	GetAfterTransaction() interface{}
	GetName() string
}

type Contract struct {
	Name               string
	Info               InfoMetadata
	UnknownTransaction interface{}
	BeforeTransaction  interface{}
	AfterTransaction   interface{}
}

func (c *Contract) GetInfo() InfoMetadata              { return c.Info }
func (c *Contract) GetUnknownTransaction() interface{} { return c.UnknownTransaction }
func (c *Contract) GetBeforeTransaction() interface{}  { return c.BeforeTransaction }
func (c *Contract) GetAfterTransaction() interface{}   { return c.AfterTransaction }
func (c *Contract) GetName() string                    { return c.Name }

type ContractChaincode struct{}

func NewChaincode(contracts ...ContractInterface) (*ContractChaincode, error) { return nil, nil }

func (c *ContractChaincode) Start() error { return nil }

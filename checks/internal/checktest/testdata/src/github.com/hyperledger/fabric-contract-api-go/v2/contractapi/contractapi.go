// Package contractapi stands in for contract-api: its names and types, no
// behaviour.
package contractapi

import (
	"github.com/hyperledger/fabric-chaincode-go/v2/pkg/cid"
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/metadata"
)

type TransactionContextInterface interface {
	GetStub() shim.ChaincodeStubInterface
	GetClientIdentity() cid.ClientIdentity
}

type SettableTransactionContextInterface interface {
	SetStub(shim.ChaincodeStubInterface)
	SetClientIdentity(ci cid.ClientIdentity)
}

type TransactionContext struct {
	stub           shim.ChaincodeStubInterface
	clientIdentity cid.ClientIdentity
}

func (c *TransactionContext) SetStub(stub shim.ChaincodeStubInterface) { c.stub = stub }
func (c *TransactionContext) SetClientIdentity(ci cid.ClientIdentity)  { c.clientIdentity = ci }
func (c *TransactionContext) GetStub() shim.ChaincodeStubInterface     { return c.stub }
func (c *TransactionContext) GetClientIdentity() cid.ClientIdentity    { return c.clientIdentity }

type IgnoreContractInterface interface {
	GetIgnoredFunctions() []string
}

type EvaluationContractInterface interface {
	GetEvaluateTransactions() []string
}

type ContractInterface interface {
	GetInfo() metadata.InfoMetadata
	GetUnknownTransaction() interface{}
	GetBeforeTransaction() interface{}
	GetAfterTransaction() interface{}
	GetName() string
	GetTransactionContextHandler() SettableTransactionContextInterface
}

type Contract struct {
	Name                      string
	Info                      metadata.InfoMetadata
	UnknownTransaction        interface{}
	BeforeTransaction         interface{}
	AfterTransaction          interface{}
	TransactionContextHandler SettableTransactionContextInterface
}

func (c *Contract) GetInfo() metadata.InfoMetadata     { return c.Info }
func (c *Contract) GetUnknownTransaction() interface{} { return c.UnknownTransaction }
func (c *Contract) GetBeforeTransaction() interface{}  { return c.BeforeTransaction }
func (c *Contract) GetAfterTransaction() interface{}   { return c.AfterTransaction }
func (c *Contract) GetName() string                    { return c.Name }
func (c *Contract) GetTransactionContextHandler() SettableTransactionContextInterface {
	if c.TransactionContextHandler == nil {
		return new(TransactionContext)
	}
	return c.TransactionContextHandler
}

type ContractChaincode struct {
	DefaultContract string
	Info            metadata.InfoMetadata
}

func NewChaincode(contracts ...ContractInterface) (*ContractChaincode, error) { return nil, nil }

func (c *ContractChaincode) Start() error { return nil }

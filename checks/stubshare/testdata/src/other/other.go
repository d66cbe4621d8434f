package other

import (
	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

var Current shim.ChaincodeStubInterface

// Base is embedded by chaincodes.
type Base struct{ API shim.ChaincodeStubInterface }

func (b *Base) Prepare(stub shim.ChaincodeStubInterface) { b.set(stub) }

func (b *Base) set(stub shim.ChaincodeStubInterface) { b.API = stub }

func Archive(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState("archive"+id, nil)
}

type Service struct{ n int }

func (s *Service) LogTx(ctx contractapi.TransactionContextInterface) {}

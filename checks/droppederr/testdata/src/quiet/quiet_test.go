package quiet

import "github.com/hyperledger/fabric-chaincode-go/shim"

func drop(stub shim.ChaincodeStubInterface) { stub.PutState("a", nil) }

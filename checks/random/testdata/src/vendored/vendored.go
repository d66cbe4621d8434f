package vendored

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	"github.com/hyperledger/fabric/protos/peer"
)

type Chaincode struct{}

func (c *Chaincode) Init(stub shim.ChaincodeStubInterface) peer.Response { return shim.Success(nil) }

func (c *Chaincode) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	n := strconv.Itoa(rand.Intn(1000)) // want `error: rand.Intn reaches shim.Success at vendored.go:\d+|error: rand.Intn reaches PutState at vendored.go:\d+`
	if err := stub.PutState(n, nil); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(n))
}

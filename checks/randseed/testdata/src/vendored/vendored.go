package vendored

import (
	"math/rand"
	"strconv"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	switch fn, args := stub.GetFunctionAndParameters(); fn {
	case "draw":
		return t.draw(stub, args)
	}
	return shim.Error("unknown")
}

func (chaincode) draw(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	ts, err := stub.GetTxTimestamp()
	if err != nil {
		return shim.Error(err.Error())
	}
	rand.Seed(ts.GetSeconds()) // want `warning: rand.Seed seeds one source for all transactions: rand.Intn at vendored.go:29 may draw`
	if err := stub.PutState("n", []byte(strconv.Itoa(rand.Intn(6)))); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func main() { shim.Start(chaincode{}) }

package vendored

import (
	"strconv"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	amount, err := strconv.ParseFloat(args[0], 64)
	if err != nil {
		return shim.Error(err.Error())
	}
	rate, err := strconv.ParseFloat(args[1], 64)
	if err != nil {
		return shim.Error(err.Error())
	}
	total := amount + amount*rate // want `notice: amount \+ amount \* rate may be rounded once or twice, and reaches PutState at vendored.go:25`
	if err := stub.PutState("total", []byte(strconv.FormatFloat(total, 'f', 2, 64))); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func main() { shim.Start(chaincode{}) }

package paths

import (
	"encoding/json"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	m := map[string]string{}
	for _, arg := range stub.GetStringArgs() {
		m[arg] = arg
	}
	value, err := t.list(m)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(value)
}

func (t *chaincode) list(m map[string]string) ([]byte, error) {
	var list []string
	for k := range m { // want `error: map order reaches shim.Success at paths.go:23 through chaincode.list`
		list = append(list, k)
	}
	return json.Marshal(list)
}

func main() { shim.Start(&chaincode{}) }

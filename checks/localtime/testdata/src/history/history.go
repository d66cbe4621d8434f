package history

import (
	"bytes"
	"time"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	switch fn, args := stub.GetFunctionAndParameters(); fn {
	case "history":
		return t.history(stub, args[0])
	case "stamp":
		return t.stamp(stub, args[0])
	}
	return shim.Error("unknown")
}

func (chaincode) history(stub shim.ChaincodeStubInterface, key string) pb.Response {
	it, err := stub.GetHistoryForKey(key)
	if err != nil {
		return shim.Error(err.Error())
	}
	defer it.Close()
	var buf bytes.Buffer
	for it.HasNext() {
		mod, err := it.Next()
		if err != nil {
			return shim.Error(err.Error())
		}
		buf.WriteString(time.Unix(mod.Timestamp.Seconds, int64(mod.Timestamp.Nanos)).String()) // want `notice: time.Unix takes the process's own time zone, which reaches shim.Success at history.go:39`
	}
	return shim.Success(buf.Bytes())
}

func (chaincode) stamp(stub shim.ChaincodeStubInterface, key string) pb.Response {
	ts, err := stub.GetTxTimestamp()
	if err != nil {
		return shim.Error(err.Error())
	}
	at := time.Unix(ts.Seconds, 0).Format("2006-01-02 15:04:05") // want `warning: time.Unix takes .* reaches PutState at history.go:48`
	if err := stub.PutState(key, []byte(at)); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(at))
}

func main() { shim.Start(chaincode{}) }

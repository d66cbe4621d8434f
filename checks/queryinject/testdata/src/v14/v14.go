package main

import (
	"fmt"
	"strings"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type chaincode struct{}

func (t *chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	function, args := stub.GetFunctionAndParameters()
	switch function {
	case "byOwner":
		return t.byOwner(stub, args)
	case "query":
		return t.query(stub, args)
	case "raw":
		return t.raw(stub)
	}
	return shim.Error("unknown")
}

func (t *chaincode) byOwner(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	owner := strings.ToLower(args[0])
	queryString := fmt.Sprintf("{\"selector\":{\"docType\":\"marble\",\"owner\":\"%s\"}}", owner) // want `warning: argument args\[0\] goes unquoted into the query of GetQueryResult at v14.go:48`
	result, err := getQueryResultForQueryString(stub, queryString)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(result)
}

func (t *chaincode) query(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	queryString := args[0]
	result, err := getQueryResultForQueryString(stub, queryString)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(result)
}

func getQueryResultForQueryString(stub shim.ChaincodeStubInterface, queryString string) ([]byte, error) {
	it, err := stub.GetQueryResult(queryString) // want `notice: the whole query of GetQueryResult is the client's argument queryString`
	if err != nil {
		return nil, err
	}
	defer it.Close()
	return nil, nil
}

func (t *chaincode) raw(stub shim.ChaincodeStubInterface) pb.Response {
	args := stub.GetStringArgs()
	if _, err := stub.GetQueryResult("{\"selector\":{\"owner\":\"" + args[1] + "\"}}"); err != nil { // want `warning: argument args\[1\] goes unquoted`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func main() { shim.Start(new(chaincode)) }

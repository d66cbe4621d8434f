package main

import (
	"github.com/hyperledger/fabric-chaincode-go/shim"
	pb "github.com/hyperledger/fabric-protos-go/peer"

	"mainlib"
	"store"
)

type cc struct{}

func (t *cc) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *cc) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	fn, args := stub.GetFunctionAndParameters()
	switch fn {
	case "bad":
		if len(args) < 1 {
			return shim.Error("want 1")
		}
		mainlib.Must(store.Put(stub, args)) // want `error: mainlib.Must, which calls log.Fatal at mainlib.go:8, ends the chaincode's process` `error: Put reads args\[2\] at store.go:11, and nothing on the way checks len\(args\)`
	case "good":
		if err := store.Check(args, 3); err != nil {
			return shim.Error(err.Error())
		}
		return result(store.Put(stub, args))
	case "counted":
		if len(args) == 3 {
			return result(store.Put(stub, args))
		}
	case "own":
		if len(args) < 2 {
			return shim.Error("want 2")
		}
		return result(store.Own(stub))
	case "unchecked":
		return result(store.Own(stub)) // want `error: Own reads args\[1\] at store.go:17, and nothing on the way checks len\(args\)`
	}
	return shim.Success(nil)
}

func result(err error) pb.Response {
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

type safe struct{}

func (t *safe) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *safe) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	var text string
	defer mainlib.Deferred(&text)
	_, args := stub.GetFunctionAndParameters()
	return shim.Success([]byte(args[0]))
}

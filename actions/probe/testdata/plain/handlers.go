package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// router is a framework of its own.
type router struct {
	routes map[string]func(shim.ChaincodeStubInterface, []string) *peer.Response
}

func (r *router) on(name string, handle func(shim.ChaincodeStubInterface, []string) *peer.Response) {
	if r.routes == nil {
		r.routes = map[string]func(shim.ChaincodeStubInterface, []string) *peer.Response{}
	}
	r.routes[name] = handle
}

func (r *router) run(name string, stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	handle, ok := r.routes[name]
	if !ok {
		return shim.Error("there is no function " + name)
	}
	return handle(stub, args)
}

func draw(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	return answer(stub.PutState(args[0], []byte(strconv.Itoa(rand.IntN(1000)))))
}

func host(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	name, err := os.Hostname()
	if err != nil {
		return shim.Error(err.Error())
	}
	return answer(stub.PutState(args[0], []byte(name)))
}

func first(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	for key := range map[string]int{"a": 1, "b": 2, "c": 3} {
		return answer(stub.PutState(args[0], []byte(key)))
	}
	return shim.Success(nil)
}

func zone(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	ts, err := stub.GetTxTimestamp()
	if err != nil {
		return shim.Error(err.Error())
	}
	return answer(stub.PutState(args[0], []byte(ts.AsTime().Local().Format(time.RFC3339))))
}

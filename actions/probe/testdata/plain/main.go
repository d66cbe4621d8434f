// Command plain is a chaincode over the shim alone, which has no metadata: its
// functions are found by the names that Invoke compares with.
//
// It promises one way of finding a handler for each function.
package main

import (
	"log"
	"os"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"example.com/plain/store"
)

const drawName = "draw"

type chaincode struct {
	routes *router
	store  store.Store
	seen   map[string]int
}

// handlers are what stands in a map.
var handlers = map[string]func(shim.ChaincodeStubInterface, []string) *peer.Response{
	"host":  host,
	"first": first,
}

func (c *chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response {
	return shim.Success(nil)
}

func (c *chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	name, args := stub.GetFunctionAndParameters()
	if len(args) == 0 {
		return shim.Error("got no argument, want a key")
	}
	switch name {
	case "put":
		return c.put(stub, args)
	case "stamp", "stampAgain":
		return c.stamp(stub, args)
	case drawName:
		return draw(stub, args)
	}
	if name == "count" {
		c.seen[args[0]]++
		return answer(stub.PutState(args[0], []byte{byte(c.seen[args[0]])}))
	} else if name == "save" {
		return answer(c.store.Save(stub, args[0]))
	}
	if handle, ok := handlers[name]; ok {
		return handle(stub, args)
	}
	return c.routes.run(name, stub, args)
}

func main() {
	c := &chaincode{routes: &router{}, store: store.New(), seen: map[string]int{}}
	c.routes.on("zone", zone)
	var err error
	if address := os.Getenv("CHAINCODE_SERVER_ADDRESS"); address != "" {
		server := &shim.ChaincodeServer{
			CCID: os.Getenv("CORE_CHAINCODE_ID_NAME"), Address: address, CC: c, TLSProps: shim.TLSProperties{Disabled: true},
		}
		err = server.Start()
	} else {
		err = shim.Start(c)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func (c *chaincode) put(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	return answer(stub.PutState(args[0], []byte("same")))
}

func (c *chaincode) stamp(stub shim.ChaincodeStubInterface, args []string) *peer.Response {
	return answer(stub.PutState(args[0], []byte(time.Now().UTC().Format(time.RFC3339Nano))))
}

func answer(err error) *peer.Response {
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

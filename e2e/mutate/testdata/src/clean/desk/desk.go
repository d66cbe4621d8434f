// Package desk is a chaincode of the shim at its v1 path whose functions are
// closures in a table, with keys that are made by hand.
package desk

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-protos-go/peer"
)

// Desk is the chaincode.
type Desk struct{}

// routines are what it can do; nobody writes the table.
var routines = map[string]func(stub shim.ChaincodeStubInterface, args []string) (string, error){
	"note": func(stub shim.ChaincodeStubInterface, args []string) (string, error) {
		if len(args) != 2 {
			return "", fmt.Errorf("want a name and a text")
		}
		existing, err := stub.GetState(noteKey(args[0]))
		if err != nil {
			return "", err
		}
		if existing != nil {
			return "", fmt.Errorf("%s is taken", args[0])
		}
		if err := stub.PutState(noteKey(args[0]), []byte(args[1])); err != nil {
			return "", err
		}
		return args[0], nil
	},
	"rank": rank,
	"drop": drop,
}

// Init has nothing to do.
func (d *Desk) Init(stub shim.ChaincodeStubInterface) peer.Response {
	return shim.Success(nil)
}

// Invoke runs a routine.
func (d *Desk) Invoke(stub shim.ChaincodeStubInterface) peer.Response {
	name, args := stub.GetFunctionAndParameters()
	routine, ok := routines[name]
	if !ok {
		return shim.Error("no routine " + name)
	}
	answer, err := routine(stub, args)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(answer))
}

func rank(stub shim.ChaincodeStubInterface, args []string) (string, error) {
	if len(args) < 1 {
		return "", fmt.Errorf("want a name")
	}
	key := "rank/" + args[0]
	data, err := stub.GetState(key)
	if err != nil {
		return "", fmt.Errorf("reading the rank: %w", err)
	}
	if data == nil {
		data = []byte("0")
	}
	n, err := strconv.Atoi(string(data))
	if err != nil {
		return "", err
	}
	next := strconv.Itoa(n + 1)
	err = stub.PutState(key, []byte(next))
	if err != nil {
		return "", err
	}
	return next, nil
}

func drop(stub shim.ChaincodeStubInterface, args []string) (string, error) {
	if len(args) != 1 {
		return "", fmt.Errorf("want a name")
	}
	text, err := stub.GetState(noteKey(args[0]))
	if err != nil {
		return "", err
	}
	if len(text) == 0 {
		return "", fmt.Errorf("no note %s", args[0])
	}
	if err = stub.DelState(noteKey(args[0])); err != nil {
		return "", err
	}
	if err = stub.SetEvent("dropped", []byte(args[0])); err != nil {
		return "", err
	}
	return strings.ToUpper(string(text)), nil
}

func noteKey(name string) string {
	return "note/" + name
}

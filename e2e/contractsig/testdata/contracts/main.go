// Command contracts asks contract-api about each contract of the table.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// stub is as much of a stub as contract-api needs to come to a method.
type stub struct {
	shim.ChaincodeStubInterface
	args []string
}

func (s stub) GetFunctionAndParameters() (string, []string) { return "M", s.args }
func (s stub) GetCreator() ([]byte, error)                  { return nil, errors.New("nobody") }

func ask(c contractapi.ContractInterface, args ...string) (answer string) {
	defer func() {
		if r := recover(); r != nil {
			answer = fmt.Sprint("panic: ", r)
		}
	}()
	cc, err := contractapi.NewChaincode(c)
	if err != nil {
		return err.Error()
	}
	if len(args) > 0 {
		cc.Invoke(stub{args: args})
	}
	return ""
}

func main() {
	answers := map[string]string{}
	for _, c := range table() {
		answers[reflect.TypeOf(c).Elem().Name()] = ask(c)
	}
	answers["Variadic"] = ask(new(Variadic), `["a"]`, `["a"]`)
	answers["OwnContextAsArgument"] = ask(new(OwnContextAsArgument), `{}`, `a`)
	answers["APIContextAsArgument"] = ask(apiContextAsArgument(), `{}`, `a`)
	out, err := json.MarshalIndent(answers, "", "\t")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(string(out))
}

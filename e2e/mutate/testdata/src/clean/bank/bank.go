// Package bank is a chaincode of the shim, as they were written for Fabric
// 1.4: functions by name, arguments by number.
package bank

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

// Bank is the chaincode.
type Bank struct{}

type account struct {
	ObjectType string `json:"docType"`
	Name       string `json:"name"`
	Balance    int    `json:"balance"`
	Branch     string `json:"branch"`
}

func main() {
	if err := shim.Start(new(Bank)); err != nil {
		fmt.Printf("starting: %s", err)
	}
}

// Init does nothing.
func (t *Bank) Init(stub shim.ChaincodeStubInterface) pb.Response {
	return shim.Success(nil)
}

// Invoke runs a function by its name.
func (t *Bank) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	function, args := stub.GetFunctionAndParameters()
	switch function {
	case "open":
		return t.open(stub, args)
	case "move":
		return t.move(stub, args)
	case "close":
		return t.close(stub, args)
	case "branch":
		return t.branch(stub, args)
	case "audit":
		return t.audit(stub, args)
	}
	return shim.Error("unknown function " + function)
}

func (t *Bank) open(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 3 {
		return shim.Error("want name, balance and branch")
	}
	name := args[0]
	balance, err := strconv.Atoi(args[1])
	if err != nil {
		return shim.Error("balance: " + err.Error())
	}
	existing, err := stub.GetState(name)
	if err != nil {
		return shim.Error(err.Error())
	} else if existing != nil {
		return shim.Error(name + " has an account")
	}
	a := &account{ObjectType: "account", Name: name, Balance: balance, Branch: args[2]}
	data, err := json.Marshal(a)
	if err != nil {
		return shim.Error(err.Error())
	}
	err = stub.PutState(name, data)
	if err != nil {
		return shim.Error(err.Error())
	}
	index, err := stub.CreateCompositeKey("branch~name", []string{a.Branch, a.Name})
	if err != nil {
		return shim.Error(err.Error())
	}
	if err := stub.PutState(index, []byte{0x00}); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(data)
}

func (t *Bank) move(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) < 3 {
		return shim.Error("want two names and an amount")
	}
	amount, err := strconv.Atoi(args[2])
	if err != nil || amount <= 0 {
		return shim.Error("no amount " + args[2])
	}
	if args[0] == args[1] {
		return shim.Error("want two accounts")
	}
	from, err := t.read(stub, args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	to, err := t.read(stub, args[1])
	if err != nil {
		return shim.Error(err.Error())
	}
	if from.Balance < amount {
		return shim.Error("not enough")
	}
	from.Balance -= amount
	to.Balance += amount
	if err := t.write(stub, from); err != nil {
		return shim.Error(err.Error())
	}
	if err := t.write(stub, to); err != nil {
		return shim.Error(err.Error())
	}
	if err := stub.SetEvent("moved", []byte(strconv.Itoa(amount))); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(strconv.Itoa(from.Balance)))
}

func (t *Bank) close(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) == 0 {
		return shim.Error("want a name")
	}
	data, err := stub.GetState(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	if len(data) == 0 {
		return shim.Error("no account " + args[0])
	}
	err = stub.DelState(args[0])
	if err != nil {
		return shim.Error("closing: " + err.Error())
	}
	return shim.Success(nil)
}

func (t *Bank) branch(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 1 {
		return shim.Error("want a branch")
	}
	results, err := stub.GetStateByPartialCompositeKey("branch~name", []string{args[0]})
	if err != nil {
		return shim.Error(err.Error())
	}
	defer results.Close()
	var names []string
	for results.HasNext() {
		entry, err := results.Next()
		if err != nil {
			return shim.Error(err.Error())
		}
		_, parts, err := stub.SplitCompositeKey(entry.Key)
		if err != nil {
			return shim.Error(err.Error())
		}
		if len(parts) != 2 {
			return shim.Error("a strange key")
		}
		names = append(names, parts[1])
	}
	data, err := json.Marshal(names)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(data)
}

// audit counts what a branch has in store.
func (t *Bank) audit(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 2 {
		return shim.Error("want the first and the last name")
	}
	results, err := stub.GetStateByRange(args[0], args[1])
	if err != nil {
		return shim.Error(err.Error())
	}
	defer results.Close()
	sum := 0
	for results.HasNext() {
		entry, err := results.Next()
		if err != nil {
			return shim.Error(err.Error())
		}
		var a account
		if err := json.Unmarshal(entry.Value, &a); err != nil {
			return shim.Error(err.Error())
		}
		sum += a.Balance
	}
	return shim.Success([]byte(strconv.Itoa(sum)))
}

func (t *Bank) read(stub shim.ChaincodeStubInterface, name string) (*account, error) {
	data, err := stub.GetState(name)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("no account %s", name)
	}
	a := new(account)
	if err := json.Unmarshal(data, a); err != nil {
		return nil, err
	}
	return a, nil
}

func (t *Bank) write(stub shim.ChaincodeStubInterface, a *account) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return stub.PutState(a.Name, data)
}

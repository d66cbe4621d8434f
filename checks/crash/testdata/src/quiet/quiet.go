package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	pb "github.com/hyperledger/fabric-protos-go/peer"
)

type cc struct{}

func (t *cc) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (t *cc) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	fn, args := stub.GetFunctionAndParameters()
	if fn == "checked" {
		if len(args) < 2 {
			return shim.Error("want 2")
		}
		return checked(stub, args)
	}
	switch fn {
	case "helper":
		if err := want(args, 2); err != nil {
			return shim.Error(err.Error())
		}
		return checked(stub, args)
	case "exact":
		if err := exactlyTwo(args); err != nil {
			return shim.Error(err.Error())
		}
		return checked(stub, args)
	case "bool":
		if !enough(args) {
			return shim.Error("want 2")
		}
		return checked(stub, args)
	case "number":
		if err := count(len(args), 2); err != nil {
			return shim.Error(err.Error())
		}
		return checked(stub, args)
	case "response":
		if resp := validate(stub, args); resp.Status != shim.OK {
			return resp
		}
		return checked(stub, args)
	case "tail":
		if err := tail(args); err != nil {
			return shim.Error(err.Error())
		}
		return checked(stub, args)
	case "ambient":
		if len(args) != 2 {
			return shim.Error("want 2")
		}
		return ambient(stub)
	case "all":
		if len(stub.GetArgs()) != 3 {
			return shim.Error("want 3")
		}
		return checked(stub, args)
	case "and":
		valid := len(args) == 2 && args[0] != ""
		if !valid {
			return shim.Error("want 2")
		}
		return checked(stub, args)
	case "elements":
		if err := notEmpty(args); err != nil || len(args) == 0 {
			return shim.Error("empty")
		}
		return shim.Success([]byte(args[0][:1]))
	case "pair":
		if len(args) == 2 && args[1] == "x" {
			return shim.Success([]byte(args[0]))
		}
	}
	switch len(args) {
	case 0:
		return shim.Error("want some")
	case 1:
		return shim.Success([]byte(args[0]))
	case 2, 3:
		return checked(stub, args)
	default:
		return shim.Success([]byte(args[3]))
	}
}

func checked(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	return shim.Success([]byte(args[0] + args[1]))
}

func want(args []string, n int) error {
	if len(args) != n {
		return fmt.Errorf("want %d", n)
	}
	return nil
}

func exactlyTwo(args []string) error {
	if len(args) != 2 {
		return errors.New("want 2")
	}
	return nil
}

func notEmpty(args []string) error {
	for _, arg := range args {
		if len(arg) == 0 {
			return errors.New("empty")
		}
	}
	return nil
}

// unused is called by nobody.
func unused(stub shim.ChaincodeStubInterface) {
	_, args := stub.GetFunctionAndParameters()
	panic(args[0])
}

func enough(args []string) bool { return len(args) >= 2 }

func count(got, n int) error {
	if got < n {
		return errors.New("too few")
	}
	return nil
}

func validate(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) < 2 {
		return shim.Error("want 2")
	}
	return shim.Success(nil)
}

func tail(args []string) error { return exactlyTwo(args) }

func ambient(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	return shim.Success([]byte(args[1]))
}

func loops(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	out := ""
	for i := range args {
		out += args[i]
	}
	for i := 0; i < 3; i++ {
		if i == len(args) {
			break
		}
		out += args[i]
	}
	for i := 0; i+1 < len(args); i += 2 {
		out += args[i] + args[i+1]
	}
	return shim.Success([]byte(out))
}

// router checks the numbers that it was registered with.
type route struct {
	min     int
	handler func(stub shim.ChaincodeStubInterface, args []string) pb.Response
}

type routed struct{ routes map[string]route }

func (t *routed) Init(stub shim.ChaincodeStubInterface) pb.Response { return loops(stub) }

func (t *routed) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	fn, args := stub.GetFunctionAndParameters()
	r, ok := routes[fn]
	if !ok || len(args) < r.min {
		return shim.Error("want more")
	}
	return r.handler(stub, args)
}

var routes = map[string]route{"a": {1, routedTo}}

func routedTo(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	return shim.Success([]byte(args[0] + "!"))
}

type recovering struct{}

func (recovering) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }

func (recovering) Invoke(stub shim.ChaincodeStubInterface) (resp pb.Response) {
	defer rescue(&resp)
	_, args := stub.GetFunctionAndParameters()
	if args[0] == "" {
		panic("empty")
	}
	return below(stub, args)
}

func rescue(resp *pb.Response) {
	if r := recover(); r != nil {
		*resp = shim.Error("failed")
	}
}

func below(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	mustNot(args[3])
	return shim.Success(nil)
}

func mustNot(s string) {
	if s == "" {
		panic("empty")
	}
}

type Contract struct{ contractapi.Contract }

func (c *Contract) Cut(ctx contractapi.TransactionContextInterface, id string, i, n int) (string, error) {
	if len(id) < 3 {
		return "", errors.New("short")
	}
	if i < 0 || i >= len(table) {
		return "", errors.New("no such row")
	}
	if n == 0 {
		return "", errors.New("zero")
	}
	return id[:3] + table[i] + strconv.Itoa(12/n), nil
}

var table = []string{"a", "b"}

func (c *Contract) Parts(ctx contractapi.TransactionContextInterface, id, prefixed, other string) (string, error) {
	parts := strings.Split(id, "-")
	if len(parts) != 2 {
		return "", errors.New("want two parts")
	}
	if !strings.HasPrefix(prefixed, "abc") {
		return "", errors.New("want abc")
	}
	if !strings.Contains(other, ":") {
		return "", errors.New("want a colon")
	}
	return parts[1] + prefixed[3:] + strings.Split(other, ":")[1] + strings.Split(id, "-")[0], nil
}

func (c *Contract) Typed(ctx contractapi.TransactionContextInterface, text string) (string, error) {
	var m map[string]interface{}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return "", err
	}
	owner, ok := m["owner"].(string)
	if !ok {
		return "", errors.New("no owner")
	}
	if _, ok := m["color"].(string); ok {
		owner += m["color"].(string)
	}
	if reflect.TypeOf(m["size"]).Kind() == reflect.String {
		owner += m["size"].(string)
	}
	switch v := m["any"].(type) {
	case string:
		owner += v
	}
	if err := schema(m); err != nil {
		return "", err
	}
	return owner + m["valid"].(string), nil
}

func schema(m map[string]interface{}) error {
	if _, ok := m["valid"].(string); !ok {
		return errors.New("want valid")
	}
	return nil
}

type account struct{ Shares map[string]int }

func (c *Contract) Open(ctx contractapi.TransactionContextInterface, text string) error {
	a := account{Shares: map[string]int{}}
	a.Shares["x"] = 1
	var b account
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return err
	}
	b.Shares["x"] = 1
	var d account
	d.fill()
	d.Shares["x"] = 1
	return nil
}

func (a *account) fill() { a.Shares = map[string]int{} }

func notReached(args []string) {
	if len(os.Args) > 9 {
		panic(args[0])
	}
}

func init() {
	if table[0] == "" {
		panic("table")
	}
}

func main() {
	notReached(nil)
	cc, err := contractapi.NewChaincode(new(Contract))
	if err != nil {
		log.Panicf("creating: %v", err)
	}
	if err := cc.Start(); err != nil {
		panic(err.Error())
	}
}

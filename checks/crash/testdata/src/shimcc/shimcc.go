package main

import (
	"strconv"
	"strings"

	"github.com/hyperledger/fabric/core/chaincode/shim"
	pb "github.com/hyperledger/fabric/protos/peer"
)

type cc struct{}

func (t *cc) Init(stub shim.ChaincodeStubInterface) pb.Response {
	_, args := stub.GetFunctionAndParameters()
	if err := stub.PutState(args[0], []byte(args[1])); err != nil { // want `error: args\[0\] is read with no check of len\(args\) on the way: a client that sends less ends the process`
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

func (t *cc) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	fn, args := stub.GetFunctionAndParameters()
	switch fn {
	case "put":
		return t.put(stub, args)
	case "get":
		return get(stub, args)
	case "short":
		return t.short(stub, args)
	case "noreturn":
		return t.noreturn(stub, args)
	case "rest":
		return t.rest(stub, args)
	case "pair":
		return t.pair(stub, args)
	case "pairs":
		return t.pairs(stub, args)
	case "split":
		return t.split(stub, args)
	case "cut":
		return t.cut(stub, args)
	case "divide":
		return t.divide(stub, args)
	case "item":
		return t.item(stub, args)
	case "ambient":
		return t.ambient(stub)
	case "got":
		list := given(stub)
		return shim.Success([]byte(list[0])) // want `error: list\[0\] is read with no check`
	case "loop":
		for i := 0; i < 3; i++ {
			if args[i] == "" { // want `error: args\[i\] is read with no check`
				return shim.Error("empty")
			}
		}
	case "last":
		return shim.Success([]byte(args[len(args)-1])) // want `error: args\[len\(args\) - 1\] is read with no check`
	case "closure":
		return do(func() pb.Response {
			return shim.Success([]byte(args[0])) // want `error: args\[0\] is read with no check`
		})
	case "either":
		return t.either(stub, args)
	case "helper":
		if err := atMost(args, 3); err != nil {
			return shim.Error(err.Error())
		}
		return shim.Success([]byte(args[0])) // want `error: args\[0\] is read with no check`
	}
	if handler := handlers[fn]; handler != nil {
		return handler(stub, args)
	}
	call := invocation{stub, args}
	return call.first()
}

// Each arm of a branch is a finding of its own; behind the first index, it is
// known that the element is there.
func (t *cc) put(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if args[0] == "x" { // want `error: args\[0\] is read with no check .* \(from cc.Invoke\)`
		return shim.Success([]byte(args[1]))
	}
	return shim.Success([]byte(args[2] + args[0]))
}

func get(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 1 {
		return shim.Error("want 1")
	}
	b, _ := stub.GetState(args[0])
	return shim.Success(b)
}

func (t *cc) short(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) < 2 {
		return shim.Error("want 2")
	}
	return shim.Success([]byte(args[0] + args[2])) // want `error: args\[2\] needs 3 elements, and the checks on the way ensure 2`
}

func (t *cc) noreturn(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	msg := ""
	if len(args) != 1 {
		msg = "want 1"
	}
	return shim.Success([]byte(msg + args[0])) // want `error: args\[0\] is read with no check`
}

func (t *cc) rest(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	rest := args[1:] // want `error: args\[1:\] is read with no check`
	if len(rest) == 0 {
		return shim.Error("want 2")
	}
	return shim.Success([]byte(rest[0]))
}

func (t *cc) split(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	_, args = stub.GetFunctionAndParameters()
	if len(args) != 1 {
		return shim.Error("want 1")
	}
	parts := strings.Split(args[0], "-")
	return shim.Success([]byte(parts[0] + parts[1])) // want `error: parts\[1\] needs 2 elements`
}

// Handed down by Invoke.
func (t *cc) pair(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 1 {
		return shim.Error("want 1")
	}
	parts := strings.Split(args[0], "-")
	return shim.Success([]byte(parts[1])) // want `error: parts\[1\] is read with no check of len\(parts\)`
}

func (t *cc) pairs(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	text := ""
	for _, arg := range args {
		parts := strings.Split(arg, "-")
		text += parts[1] // want `error: parts\[1\] is read with no check of len\(parts\)`
	}
	return shim.Success([]byte(text))
}

func (t *cc) cut(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) == 0 {
		return shim.Error("want 1")
	}
	return shim.Success([]byte(args[0][:3])) // want `error: args\[0\]\[:3\] is read with no check`
}

func (t *cc) divide(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	_, args = stub.GetFunctionAndParameters()
	if len(args) != 2 {
		return shim.Error("want 2")
	}
	a, err := strconv.Atoi(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	b, err := strconv.Atoi(args[1])
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(strconv.Itoa(a / b))) // want `error: integer division by what the client sends`
}

func (t *cc) item(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	_, args = stub.GetFunctionAndParameters()
	if len(args) != 1 {
		return shim.Error("want 1")
	}
	i, err := strconv.Atoi(args[0])
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(table[i])) // want `error: table\[i\] has a bound that the client sends \(GetFunctionAndParameters\), compared with nothing`
}

var table = []string{"a", "b"}

// The arguments are the same in every function of a transaction.
func (t *cc) ambient(stub shim.ChaincodeStubInterface) pb.Response {
	return shim.Success(stub.GetArgs()[2]) // want `error: stub.GetArgs\(\)\[2\] is read with no check`
}

func (t *cc) either(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if len(args) != 1 && len(args) != 3 {
		return shim.Error("want 1 or 3")
	}
	return shim.Success([]byte(args[0] + args[1])) // want `error: args\[1\] needs 2 elements, and the checks on the way ensure 1`
}

func atMost(args []string, n int) error {
	if len(args) > n {
		return errTooMany
	}
	return nil
}

var errTooMany = errorText("too many")

type errorText string

func (e errorText) Error() string { return string(e) }

func given(stub shim.ChaincodeStubInterface) []string {
	_, args := stub.GetFunctionAndParameters()
	return args
}

func do(f func() pb.Response) pb.Response { return f() }

type handlerFunc func(stub shim.ChaincodeStubInterface, args []string) pb.Response

var handlers = map[string]handlerFunc{"table": fromTable, "again": again}

func fromTable(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	return shim.Success([]byte(args[0])) // want `error: args\[0\] is read with no check .* \(from cc.Invoke\)`
}

// A cycle of calls ends.
func again(stub shim.ChaincodeStubInterface, args []string) pb.Response {
	if args[0] == "" { // want `error: args\[0\] is read with no check`
		return again(stub, args[1:])
	}
	return shim.Success(nil)
}

type invocation struct {
	stub shim.ChaincodeStubInterface
	args []string
}

func (i invocation) first() pb.Response {
	return shim.Success([]byte(i.args[0])) // want `error: i.args\[0\] is read with no check`
}

func main() { _ = shim.Start(new(cc)) }

package contract_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/tallystick/tallystick/actions/probe/contract"
)

// TestInit: an Init of the bare shim that does something is a function.
func TestInit(t *testing.T) {
	const rest = `
func (c *Chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	name, args := stub.GetFunctionAndParameters()
	if name == "query" { return c.query(stub, args) }
	return shim.Error("unknown")
}
`
	for body, want := range map[string][]int{
		`_, args := stub.GetFunctionAndParameters()
	if len(args) != 4 { return shim.Error("want 4") }
	return shim.Success(nil)`: {4},
		`return shim.Success(nil)`: nil,
	} {
		code, err := contract.ReadSource(fstest.MapFS{"main.go": {Data: []byte(
			"package main\n\nfunc (c *Chaincode) Init(stub shim.ChaincodeStubInterface) pb.Response {\n\t" + body + "\n}\n" + rest)}})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(code.Dispatched, func(f contract.Function) bool { return f.Init })
		switch {
		case want == nil && at >= 0:
			t.Errorf("%s: got an Init, want none", body)
		case want != nil && (at < 0 || !slices.Equal(code.Dispatched[at].Counts, want) || code.Dispatched[at].Line != 3):
			t.Errorf("%s: got %+v, want an Init in line 3 that takes %d", body, code.Dispatched, want)
		}
	}
}

// TestCountsByIndex: a function that compares no length takes what it uses.
func TestCountsByIndex(t *testing.T) {
	code, err := contract.ReadSource(fstest.MapFS{"main.go": {Data: []byte(`package main

func (c *Chaincode) Invoke(stub shim.ChaincodeStubInterface) pb.Response {
	name, args := stub.GetFunctionAndParameters()
	switch name {
	case "put":
		return c.put(stub, args[1], args[0], args[2])
	case "get":
		return c.get(stub, args)
	case "all":
		return c.all(stub)
	}
	return shim.Error("unknown")
}

func (c *Chaincode) get(stub shim.ChaincodeStubInterface, args []string) pb.Response { return c.read(args[0]) }
`)}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]int{"put": {3}, "get": {1}, "all": nil}
	for _, f := range code.Dispatched {
		if !slices.Equal(f.Counts, want[f.Name]) {
			t.Errorf("%s: got %v arguments, want %v", f.Name, f.Counts, want[f.Name])
		}
	}
	if len(code.Dispatched) != len(want) {
		t.Errorf("got %+v, want %d functions", code.Dispatched, len(want))
	}
}

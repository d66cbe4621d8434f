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

package generate_test

import (
	"slices"
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/generate"
)

// TestMadeID: an ID that the chaincode makes is used, whatever it looks like:
// 5e6, and any digest that begins with a digit, reads as a number at first.
func TestMadeID(t *testing.T) {
	text := []contract.Parameter{{Name: "assetID", Schema: &contract.Schema{Type: "string"}}}
	for _, made := range []string{"5e6d9a1a759a52b0", "42", "true", "asset-9"} {
		g := generate.New(1, generate.Input{Functions: []contract.Function{
			{Call: "CreateAsset", Name: "CreateAsset", Typed: true},
			{Call: "ReadAsset", Name: "ReadAsset", Typed: true, Parameters: text},
		}})
		found := false
		for range 40 {
			step, _ := g.Next()
			answer := &protos.Response{Status: 200, Payload: []byte(made)}
			if step.Call == "ReadAsset" {
				if answer.Payload = nil; string(step.Args[0]) == made {
					found = true
				} else {
					answer = fail("the asset %s does not exist", step.Args[0])
				}
			}
			g.Feedback(&step, answer)
		}
		if !found {
			t.Errorf("%s was never asked for", made)
		}
	}
}

// TestTransientBeyondTheSource: a key of the transient map that only an error
// names is sent beside those that the function's own source names.
func TestTransientBeyondTheSource(t *testing.T) {
	g := generate.New(1, generate.Input{Functions: []contract.Function{{
		Call: "AgreeToBuy", Name: "AgreeToBuy", Typed: true, Transient: []contract.Parameter{{Name: "asset_properties", Schema: &contract.Schema{}}},
	}}})
	for range 10 {
		step, _ := g.Next()
		if step.Transient["asset_properties"] == nil {
			t.Fatalf("got transient %q, want asset_properties in it", step.Transient)
		}
		if step.Transient["asset_price"] != nil {
			return
		}
		g.Feedback(&step, fail("asset_price key not found in the transient map"))
	}
	t.Error("asset_price was never sent")
}

// TestCollection: a collection that turns out to be there is named to functions
// that take one.
func TestCollection(t *testing.T) {
	g := generate.New(1, generate.Input{Functions: []contract.Function{{
		Call: "Read", Name: "Read", Typed: true, Parameters: []contract.Parameter{{Name: "collection", Schema: &contract.Schema{Type: "string"}}},
	}}})
	var got []string
	for i := range 4 {
		step, _ := g.Next()
		got = append(got, string(step.Args[0]))
		if i == 1 {
			g.Collection("secrets")
		}
	}
	if want := []string{generate.AnyCollection, generate.AnyCollection, "secrets", "secrets"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

package generate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/generate"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// shop is a chaincode as it answers, without one.
type shop struct{ assets map[string]string }

func fail(format string, args ...any) *protos.Response {
	return &protos.Response{Status: 500, Message: fmt.Sprintf(format, args...)}
}

func (s *shop) answer(step scenario.Step) *protos.Response {
	arg := func(i int) string { return string(step.Args[i]) }
	ok := &protos.Response{Status: 200}
	switch step.Call {
	case "Create":
		if s.assets[arg(0)] != "" {
			return fail("the asset %s already exists", arg(0))
		}
		s.assets[arg(0)] = arg(1) + "!"
	case "Read", "Delete", "Transfer":
		if s.assets[arg(0)] == "" {
			return fail("the asset %s does not exist", arg(0))
		}
		if step.Call == "Delete" {
			delete(s.assets, arg(0))
		}
	case "Ruled":
		if step.As != "admin" {
			return fail("submitting client not authorized, does not have admin role")
		}
	case "Opened":
		if len(s.assets) < 2 {
			return fail("call Create before")
		}
	case "Sealed":
		text := step.Transient["sealed_bid"]
		if text == nil {
			return fail("sealed_bid must be a key in the transient map")
		}
		var bid struct {
			AuctionID string `json:"auctionID"`
			Price     int    `json:"price"`
			Terms     string `json:"terms"`
		}
		switch err := json.Unmarshal(text, &bid); {
		case err != nil:
			return fail("failed to unmarshal JSON: %v", err)
		case bid.AuctionID == "":
			return fail("auctionID field must be a non-empty string")
		case bid.Price <= 0:
			return fail("price field must be a positive integer")
		case bid.Terms == "":
			return fail("terms is required")
		}
	}
	return ok
}

func function(name string, typed bool, kinds ...string) contract.Function {
	f := contract.Function{Name: name, Call: name, Typed: typed}
	for i, kind := range kinds {
		f.Parameters = append(f.Parameters, contract.Parameter{Name: fmt.Sprintf("param%d", i), Schema: &contract.Schema{Type: kind}})
	}
	return f
}

func input() generate.Input {
	return generate.Input{Identities: generate.Identities(), Functions: []contract.Function{
		function("Delete", true, "string"), function("Transfer", true, "string", "string"), function("Read", true, "string"),
		function("Create", true, "string", "string", "integer"), function("Ruled", true), function("Opened", true), function("Sealed", true),
	}}
}

func drive100(seed uint64) (calls []scenario.Step, g *generate.Generator) {
	g = generate.New(seed, input())
	s := &shop{assets: map[string]string{}}
	for range 100 {
		step, _ := g.Next()
		g.Feedback(&step, s.answer(step))
		calls = append(calls, step)
	}
	return calls, g
}

func TestEverythingIsReached(t *testing.T) {
	for seed := range uint64(20) {
		if _, g := drive100(seed); len(g.Unreached()) > 0 {
			t.Errorf("seed %d: %+v", seed, g.Unreached())
		}
	}
}

func TestTheSameSeedGivesTheSameSteps(t *testing.T) {
	a, _ := drive100(7)
	b, _ := drive100(7)
	if !reflect.DeepEqual(a, b) {
		t.Error("two runs of a seed differ")
	}
	if c, _ := drive100(8); reflect.DeepEqual(a, c) {
		t.Error("two seeds give the same")
	}
}

func TestStepsAreForSeveralIdentities(t *testing.T) {
	calls, _ := drive100(1)
	seen := map[string]int{}
	for _, step := range calls {
		seen[step.As]++
	}
	for _, i := range generate.Identities() {
		if seen[i.Name] < 5 {
			t.Errorf("%s proposed %d of 100 steps", i.Name, seen[i.Name])
		}
	}
}

// TestShimFunctions: without metadata, the number of arguments and their kind
// are learned from messages.
func TestShimFunctions(t *testing.T) {
	g := generate.New(3, generate.Input{Functions: []contract.Function{{Name: "put", Call: "put"}, {Name: "move", Call: "move"}}})
	for range 60 {
		step, _ := g.Next()
		answer := &protos.Response{Status: 200}
		switch {
		case step.Call == "put" && len(step.Args) != 3:
			answer = fail("Incorrect number of arguments. Expecting 3")
		case step.Call == "put" && strings.Trim(string(step.Args[1]), "0123456789") != "":
			answer = fail("2nd argument must be a numeric string")
		case step.Call == "move" && len(step.Args) != 2:
			answer = fail("Incorrect number of arguments. Expecting name of two people to query")
		case step.Call == "move" && strings.Trim(string(step.Args[1]), "0123456789") != "":
			answer = fail(`strconv.Atoi: parsing %q: invalid syntax`, step.Args[1])
		}
		g.Feedback(&step, answer)
	}
	if list := g.Unreached(); len(list) > 0 {
		t.Errorf("got %+v", list)
	}
}

func TestSchemasAreKept(t *testing.T) {
	m, err := contract.Parse([]byte(`{"contracts":{"c":{"name":"c","transactions":[{"name":"Create","parameters":[
		{"name":"a","schema":{"$ref":"#/components/schemas/Asset"}},
		{"name":"b","schema":{"type":"array","items":{"type":"integer","format":"uint8"}}},
		{"name":"c","schema":{"type":"string","enum":["x","y"]}},
		{"name":"d","schema":{"type":"string","format":"date-time"}},
		{"name":"e","schema":{"type":"boolean"}},{"name":"f","schema":{"type":"number"}},
		{"name":"g","schema":{"type":"object","additionalProperties":{"type":"integer","minimum":5,"maximum":6}}}]}]}},
		"components":{"schemas":{"Asset":{"$id":"Asset","required":["ID","Next"],"additionalProperties":false,
		"properties":{"ID":{"type":"string","minLength":12},"Next":{"type":"array","items":{"$ref":"Asset"}},"N":{"type":"integer"}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	g := generate.New(1, generate.Input{Functions: m.Functions(), Metadata: m})
	for range 300 {
		step, _ := g.Next()
		if _, err := m.Check(step.Call, step.Args); err != nil {
			t.Fatalf("%v in %q", err, step.Args)
		}
		if c := string(step.Args[2]); c != "x" && c != "y" {
			t.Fatalf("got %q, want x or y", c)
		}
		g.Feedback(&step, &protos.Response{Status: 200})
	}
}

func TestAdversarial(t *testing.T) {
	_, g := drive100(2)
	steps := g.Adversarial(function("Create", true))
	if len(steps) != 4+3*len(generate.Values()) {
		t.Errorf("got %d steps", len(steps))
	}
	if g.Adversarial(function("none", true)) != nil {
		t.Error("got steps for no function")
	}
	s := &scenario.Scenario{Channel: "c", Chaincode: "d", Identities: generate.Identities(), Start: scenario.DefaultStart()}
	s.Steps = slices.Concat(steps, g.Adversarial(function("Sealed", true)))
	var b strings.Builder
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := scenario.Parse("a.yaml", []byte(b.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range s.Steps {
		if got := again.Steps[i]; !slices.EqualFunc(got.Input(), step.Input(), bytes.Equal) || !reflect.DeepEqual(got.Transient, step.Transient) {
			t.Errorf("step %d: got %.100q %.100q, want %.100q %.100q", i, got.Input(), got.Transient, step.Input(), step.Transient)
		}
	}
}

func TestNothingIsMadeOfNothing(t *testing.T) {
	g := generate.New(0, generate.Input{})
	if _, ok := g.Next(); ok {
		t.Error("got a step without functions")
	}
	g.Feedback(&scenario.Step{Call: "a"}, nil)
}

// FuzzFeedback: whatever a chaincode answers, steps go on to come.
func FuzzFeedback(f *testing.F) {
	for _, message := range []string{
		"asset not found in the transient map input", "X field must be a positive integer", "Expecting 99999999999999999999", "parsing \"\": invalid syntax",
		"9th argument must be a number", "call Create", "collection a/b/c could not be found", "already exists:", "transient", "\xff transient \xfe missing",
	} {
		f.Add(message, []byte(`{"ID":["a",{"owner":"b"}]}`), int32(500))
	}
	f.Fuzz(func(t *testing.T, message string, payload []byte, status int32) {
		in := input()
		in.Functions = append(in.Functions, contract.Function{Name: "raw", Call: "raw"})
		g := generate.New(1, in)
		for i := range 60 {
			step, ok := g.Next()
			if !ok || len(step.Args) > 32 || len(step.Transient) > 16 {
				t.Fatalf("got %+v", step)
			}
			r := &protos.Response{Status: 200, Payload: payload}
			if i%2 == 0 {
				r = &protos.Response{Status: status, Message: message, Payload: payload}
			}
			g.Feedback(&step, r)
		}
	})
}

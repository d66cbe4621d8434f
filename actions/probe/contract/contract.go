package contract

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Query is the function that answers the metadata
// (contractapi/system_contract.go).
const Query = "org.hyperledger.fabric:GetMetadata"

// system is the contract that every chaincode with contract-api has.
const system = "org.hyperledger.fabric"

// Bounds of what is read.
const (
	// MaxMetadata is the largest answer, in bytes.
	MaxMetadata = 8 << 20
	// maxFunctions is how many functions and schemas there may be.
	maxFunctions = 10_000
	// maxName is the longest name, in bytes.
	maxName = 1000
	// deep is how deep a schema may be; what lies deeper is left out.
	deep = 32
)

// Metadata are what a chaincode says of itself.
type Metadata struct {
	Title, Version string
	// Contracts are in the order of their names, without the system's own.
	Contracts []Contract
	// Schemas are the components, by name.
	Schemas map[string]*Schema
}

// Contract is a group of functions.
type Contract struct {
	Name string
	// Default says that its functions can be called without its name.
	Default   bool
	Functions []Function
}

// Function is one that a proposal can name.
type Function struct {
	Contract, Name string
	// Call is the first argument of a proposal: Contract:Name, or Name.
	Call string
	// Prefix are the first arguments where those name the function, and Call is
	// a word for all, such as invoke.
	Prefix []string
	// Parameters are known where Typed is true.
	Parameters []Parameter
	Typed      bool
	// Counts are how many arguments the function takes, without Call and with
	// Prefix; nil where nothing is known.
	Counts []int
	// Transient are the keys of the transient map that the source looks at.
	Transient []Parameter
	// Literals are strings that the source compares something with there.
	Literals []string
	Returns  *Schema
	// Evaluate says that the function is meant to be asked, not committed.
	Evaluate bool
	// Init says that it is the Init of chaincode on the bare shim.
	Init bool
	// File and Line are where the source has it, "" where it is not known.
	File string
	Line int
}

// Parameter is an argument.
type Parameter struct {
	// Name is the source's, or one such as param0 where nothing is known.
	Name   string
	Schema *Schema
}

// Functions are those of all contracts.
func (m *Metadata) Functions() (all []Function) {
	for _, c := range m.Contracts {
		all = append(all, c.Functions...)
	}
	return all
}

// rawContract is the part of the document that matters here.
type rawContract struct {
	Name     string `json:"name"`
	Default  bool   `json:"default"`
	Instance struct {
		Default bool `json:"default"`
	} `json:"contractInstance"` // fabric-contract-api, in Node
	Transactions []struct {
		Name       string   `json:"name"`
		Tag        []string `json:"tag"`
		Tags       []string `json:"tags"` // in Node before 2.1
		Parameters []struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
		} `json:"parameters"`
		Returns json.RawMessage `json:"returns"`
	} `json:"transactions"`
}

// Parse reads the answer of Query.
func Parse(data []byte) (*Metadata, error) {
	if len(data) > MaxMetadata {
		return nil, fmt.Errorf("reading the metadata: got %d bytes, want %d or fewer", len(data), MaxMetadata)
	}
	var raw struct {
		Info struct {
			Title   string `json:"title"`
			Version string `json:"version"`
		} `json:"info"`
		Contracts  map[string]rawContract `json:"contracts"`
		Components struct {
			Schemas map[string]json.RawMessage `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("reading the metadata: %w", err)
	}
	if len(raw.Contracts) == 0 {
		return nil, errors.New("reading the metadata: got no contracts, want one or more")
	}
	m := &Metadata{Title: raw.Info.Title, Version: raw.Info.Version, Schemas: map[string]*Schema{}}
	count := len(raw.Components.Schemas)
	for _, name := range slices.Sorted(maps.Keys(raw.Components.Schemas)) {
		if len(m.Schemas) < maxFunctions {
			m.Schemas[name] = schema(raw.Components.Schemas[name], 0)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(raw.Contracts)) {
		if name == system {
			continue
		}
		c := raw.Contracts[name]
		if count += len(c.Transactions); count > maxFunctions {
			return nil, fmt.Errorf("reading the metadata: got more than %d functions and schemas", maxFunctions)
		}
		if c.Name == "" {
			c.Name = name
		}
		one, err := c.read()
		if err != nil {
			return nil, fmt.Errorf("reading the metadata: %w", err)
		}
		m.Contracts = append(m.Contracts, one)
	}
	if len(m.Contracts) == 1 {
		m.Contracts[0].Default = true // it is, where none says so
	}
	for i := range m.Contracts {
		m.Contracts[i].call()
	}
	return m, nil
}

func (raw rawContract) read() (Contract, error) {
	c := Contract{Name: raw.Name, Default: raw.Default || raw.Instance.Default}
	for _, t := range raw.Transactions {
		if t.Name == "" || len(t.Name) > maxName || len(raw.Name) > maxName {
			return c, fmt.Errorf("got a function with a name of %d bytes, want 1 to %d", max(len(t.Name), len(raw.Name)), maxName)
		}
		f := Function{Contract: raw.Name, Name: t.Name, Typed: true, Counts: []int{len(t.Parameters)}, Returns: returns(t.Returns)}
		for _, p := range t.Parameters {
			if len(p.Name) > maxName {
				return c, fmt.Errorf("got a parameter with a name of %d bytes, want %d or fewer", len(p.Name), maxName)
			}
			f.Parameters = append(f.Parameters, Parameter{p.Name, schema(p.Schema, 0)})
		}
		// Node says submitTx, Go submit and SUBMIT, Java either.
		tags := strings.ToLower(strings.Join(append(t.Tag, t.Tags...), " "))
		f.Evaluate = strings.Contains(tags, "evaluate") && !strings.Contains(tags, "submit")
		c.Functions = append(c.Functions, f)
	}
	slices.SortStableFunc(c.Functions, func(a, b Function) int { return cmp.Compare(a.Name, b.Name) })
	return c, nil
}

// call gives each function the name that proposals use.
func (c *Contract) call() {
	for i := range c.Functions {
		f := &c.Functions[i]
		if f.Call = f.Name; !c.Default {
			f.Call = c.Name + ":" + f.Name
		}
	}
}

// returns reads a schema, one below the key schema, or the first of a list of
// those.
func returns(data json.RawMessage) *Schema {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil && len(list) > 0 {
		data = list[0]
	}
	var named struct {
		Schema json.RawMessage `json:"schema"`
	}
	if json.Unmarshal(data, &named) == nil && named.Schema != nil {
		data = named.Schema
	}
	if len(data) == 0 {
		return nil
	}
	return schema(data, 0)
}

//go:build e2efabric

package fabric

import (
	"encoding/json"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// step is one call of the stub (testdata/steps).
type step struct {
	Do         string   `json:"do"`
	Collection string   `json:"collection,omitempty"`
	Key        string   `json:"key,omitempty"`
	Value      string   `json:"value,omitempty"`
	End        string   `json:"end,omitempty"`
	Keys       []string `json:"keys,omitempty"`
	N          int      `json:"n,omitempty"`
}

// steps are a proposal that makes these calls one after the other.
func steps(t *testing.T, list ...step) call {
	t.Helper()
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return call{Call: peer.Call{Chaincode: "steps", Args: [][]byte{data}}}
}

// function is a proposal that calls a function of a recorded chaincode.
func function(chaincode string, args ...string) call {
	c := call{Call: peer.Call{Chaincode: chaincode}}
	for _, a := range args {
		c.Args = append(c.Args, []byte(a))
	}
	return c
}

// from is the call by a client of another organisation.
func (c call) from(organisation string) call {
	c.by = organisation
	return c
}

// committed is the call as one that is ordered when the peers agree.
func (c call) committed() call {
	c.commit = true
	return c
}

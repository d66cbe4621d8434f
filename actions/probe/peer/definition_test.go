package peer_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
)

// TestInitRequired: of a definition that demands an init, in the words of
// v2.5.9 and v3.1.1 peers (make e2e-fabric asks them again).
func TestInitRequired(t *testing.T) {
	p := &peer.Peer{State: ledger.NewState("ch"), Generation: peer.V3}
	bin := build(t, "chaincode", "kitchen")
	serveAs(t, p, peer.Target{Name: "kitchen", InitVersion: "1.0"}, bin)
	serve(t, p, "caller", bin)
	const simulation = "error in simulation: failed to execute transaction TX: invalid invocation: "
	call := func(chaincode string, isInit bool, args ...string) (*peer.Proposal, *peer.Endorsement, error) {
		c := peer.Call{Channel: "ch", Chaincode: chaincode, Time: time.Now(), Init: isInit}
		for _, a := range args {
			c.Args = append(c.Args, []byte(a))
		}
		proposal, err := peer.Propose(c)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Endorse(context.Background(), proposal)
		return proposal, e, err
	}
	refused := func(want string, isInit bool, args ...string) {
		t.Helper()
		proposal, _, err := call("kitchen", isInit, args...)
		if want = strings.Replace(want, "TX", proposal.TxID, 1); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", args, err, want)
		}
	}
	before := "chaincode 'kitchen' has not been initialized for this version, must call as init first"
	refused(simulation+before, false, "Get", "k")
	_, e, err := call("caller", false, "Call", "kitchen", "", "Get", "k")
	if err != nil || !strings.Contains(string(e.Response.Payload), "execute failed: invalid invocation: "+before) {
		t.Errorf("called by another: got %s, %v, want it refused", e.Response, err)
	}
	refused("error in simulation: transaction returned with failure: refused on purpose", true, "Fail")
	proposal, e, err := call("kitchen", true, "Put", "k", "v")
	if err != nil || !e.Endorsed() {
		t.Fatalf("the init: got %s, %v", e.Response, err)
	}
	if set := string(e.Result.Bytes()); !strings.Contains(set, "\x00\U0010ffffinitialized") || !strings.Contains(set, "1.0") {
		t.Errorf("the init: got the set %q, want the version in it", set)
	}
	p.State.Commit(e.Result, ledger.Version{Block: 5}, proposal.TxID, proposal.Time)
	refused(simulation+"chaincode 'kitchen' is already initialized but called as init", true, "Put", "k", "v")
	_, e, err = call("kitchen", false, "Get", "k")
	if err != nil || !e.Endorsed() || !strings.Contains(string(e.Result.Bytes()), "initialized") {
		t.Errorf("after it: got %s, %v, want a read of whether it was made", e.Response, err)
	}
}

// TestUnknownChaincode: a proposal for what is not there.
func TestUnknownChaincode(t *testing.T) {
	p := &peer.Peer{State: ledger.NewState("ch")}
	proposal, err := peer.Propose(peer.Call{Channel: "ch", Chaincode: "nosuch", Time: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Endorse(context.Background(), proposal)
	want := "make sure the chaincode nosuch has been successfully defined on channel ch and try again: chaincode nosuch not found"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

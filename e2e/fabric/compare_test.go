//go:build e2efabric

package fabric

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset"
	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
)

// tally counts what was compared.
type tally struct {
	same      int
	explained map[string]int // by reason
	different int
}

func (n *tally) String() string {
	var explained int
	for _, count := range n.explained {
		explained += count
	}
	return fmt.Sprintf("same %d, explained %d, different %d", n.same, explained, n.different)
}

// clone and since count one part of the calls.
func (n *tally) clone() tally {
	return tally{n.same, maps.Clone(n.explained), n.different}
}

func (n *tally) since(before tally) *tally {
	part := tally{n.same - before.same, map[string]int{}, n.different - before.different}
	for reason, count := range n.explained {
		part.explained[reason] = count - before.explained[reason]
	}
	return &part
}

// add compares what a real peer said with what the simulated one says, byte for
// byte.
func (n *tally) add(t *testing.T, name string, c call, real *protos.ProposalResponse, ours *peer.Endorsement, failed error) {
	t.Helper()
	theirs, err := read(real)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	list := compare(t, theirs, ours, failed)
	if len(list) == 0 {
		n.same++
		return
	}
	for _, e := range explanations {
		if e.explains(c, theirs, ours, failed) {
			n.explained[e.reason]++
			return
		}
	}
	n.different++
	t.Errorf("%s:\n%s", name, strings.Join(list, "\n"))
}

// signed is what a real peer said: a response, and where there is a payload
// what it read and wrote, as the simulated peer gives it.
type signed struct {
	peer.Endorsement
	payload bool
}

// read takes a real peer's answer apart. The namespace of the definitions is
// left out.
func read(answer *protos.ProposalResponse) (*signed, error) {
	s := &signed{payload: len(answer.Payload) > 0, Endorsement: peer.Endorsement{Response: answer.Response}}
	if !s.payload {
		return s, nil
	}
	outer, action, set := &protos.ProposalResponsePayload{}, &protos.ChaincodeAction{}, &rwset.TxReadWriteSet{}
	var event protos.ChaincodeEvent
	u := unmarshaller{}
	u.read(answer.Payload, outer)
	u.read(outer.Extension, action)
	u.read(action.Results, set)
	u.read(action.Events, &event)
	if u.err != nil {
		return nil, u.err
	}
	if len(action.Events) > 0 {
		s.Event = &event
	}
	set.NsRwset = slices.DeleteFunc(set.NsRwset, func(ns *rwset.NsReadWriteSet) bool { return ns.Namespace == "_lifecycle" })
	s.Result = &ledger.Result{Public: set}
	return s, nil
}

// compare are the differences, in words.
func compare(t *testing.T, theirs *signed, ours *peer.Endorsement, failed error) (list []string) {
	t.Helper()
	differs := func(what string, got, want []byte) {
		if !bytes.Equal(got, want) {
			list = append(list, fmt.Sprintf("%s: got %.2000q, want %.2000q", what, got, want))
		}
	}
	response := &protos.Response{}
	switch {
	case failed != nil:
		response.Status, response.Message = 500, failed.Error()
	case ours.Response != nil:
		response = ours.Response
	}
	differs("response", marshal(t, response), marshal(t, theirs.Response))
	if failed != nil && theirs.payload {
		list = append(list, fmt.Sprintf("got %v, want what a peer signs", failed))
	}
	if failed != nil || !theirs.payload {
		return list
	}
	differs("event", event(t, ours), event(t, &theirs.Endorsement))
	differs("read/write set", ours.Result.Bytes(), theirs.Result.Bytes())
	found, err := difference.Of(&theirs.Endorsement, ours)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		list = append(list, fmt.Sprintf("  %s: %s %s %q: want %.200q, got %.200q", d.Kind, d.Namespace, d.Collection, d.Key, d.First, d.Second))
	}
	if signs := theirs.Endorsed(); signs && (len(found) > 0) != (len(list) > len(found)) {
		list = append(list, fmt.Sprintf("package difference finds %d differences where the bytes have others", len(found)))
	}
	return list
}

func event(t *testing.T, e *peer.Endorsement) []byte {
	t.Helper()
	if e.Event == nil {
		return nil
	}
	return marshal(t, e.Event)
}

package peer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
)

// TestPermissions: who is no member of a collection may do what it leaves open,
// and gets the peer's words for the rest.
func TestPermissions(t *testing.T) {
	p := &peer.Peer{State: ledger.NewState("ch"), Generation: peer.V3}
	p.State.Define("kitchen", []ledger.Collection{
		{Name: "reading", Member: true, MemberOnlyRead: true, Members: []string{"Org1MSP"}},
		{Name: "writing", Member: true, MemberOnlyWrite: true, Members: []string{"Org1MSP"}},
		{Name: "anybody", Member: true, MemberOnlyRead: true, MemberOnlyWrite: true},
	})
	serve(t, p, "kitchen", build(t, "chaincode", "kitchen"))
	const (
		noRead = "GET_STATE failed: transaction ID: TX: tx creator does not have read access permission " +
			"on privatedata in chaincodeName:kitchen collectionName: reading"
		noWrite = "PUT_STATE failed: transaction ID: TX: tx creator does not have write access permission " +
			"on privatedata in chaincodeName:kitchen collectionName: writing"
	)
	for _, test := range []struct{ by, function, collection, want string }{
		{"Org1MSP", "PvtGet", "reading", ""},
		{"Org2MSP", "PvtGet", "reading", noRead},
		{"Org2MSP", "PvtPut", "reading", ""},
		{"Org2MSP", "PvtHash", "reading", ""},
		{"Org2MSP", "PvtRange", "reading", strings.Replace(noRead, "GET_STATE", "GET_STATE_BY_RANGE", 1)},
		{"Org1MSP", "PvtPut", "writing", ""},
		{"Org2MSP", "PvtPut", "writing", noWrite},
		{"Org2MSP", "PvtDel", "writing", strings.Replace(noWrite, "PUT_STATE", "DEL_STATE", 1)},
		{"Org2MSP", "PvtPurge", "writing", strings.Replace(noWrite, "PUT_STATE", "PURGE_PRIVATE_DATA", 1)},
		{"Org2MSP", "PvtPolicy", "writing", strings.Replace(noWrite, "PUT_STATE", "PUT_STATE_METADATA", 1)},
		{"Org2MSP", "PvtGet", "writing", ""},
		{"Org2MSP", "PvtPut", "anybody", ""},
		{"Org2MSP", "PvtGet", "anybody", ""},
	} {
		t.Run(fmt.Sprint(test.by, " ", test.function, " ", test.collection), func(t *testing.T) {
			creator, err := peer.Identity{MSPID: test.by, Name: "somebody"}.Creator(1)
			if err != nil {
				t.Fatal(err)
			}
			args := [][]byte{[]byte(test.function), []byte(test.collection), []byte("k")}
			if test.function == "PvtRange" {
				args = append(args, []byte("z"))
			}
			proposal, err := peer.Propose(peer.Call{
				Channel: "ch", Chaincode: "kitchen", Args: args, Transient: map[string][]byte{"v": []byte("v")}, Creator: creator, Time: time.Now(),
			})
			if err != nil {
				t.Fatal(err)
			}
			e, err := p.Endorse(context.Background(), proposal)
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.Replace(test.want, "TX", proposal.TxID, 1); e.Response.Message != want {
				t.Errorf("got %q, want %q", e.Response.Message, want)
			}
		})
	}
}

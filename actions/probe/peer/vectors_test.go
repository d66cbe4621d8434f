package peer_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/peer/peertest"
)

// vector is a proposal, and what a v3.1.5 peer answered to it.
type vector struct {
	Chaincode string   `json:"chaincode"`
	Args      []string `json:"args"`
	Proposal  []byte   `json:"proposal"`
	Status    int32    `json:"status"`
	Message   string   `json:"message"`
	Payload   []byte   `json:"payload"`
	Events    []byte   `json:"events"`
	Results   []byte   `json:"results"`
	Block     *uint64  `json:"block"`
	TxNum     uint64   `json:"txnum"`
	Valid     string   `json:"valid"`
}

func vectors(t *testing.T) (list []vector) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", "vectors", "golden-v3.1.5.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(list) != 112 {
		t.Fatalf("%d vectors, want 112", len(list))
	}
	return list
}

// build builds the recorded chaincodes.
func build(t *testing.T, module, program string) string {
	t.Helper()
	return peertest.Build(t, filepath.Join("..", "testdata", "vectors", module), "./"+program)
}

// serve starts a chaincode server and connects the peer to it.
func serve(t *testing.T, p *peer.Peer, name, bin string) *peer.Chaincode {
	t.Helper()
	return serveAs(t, p, peer.Target{Name: name}, bin)
}

func serveAs(t *testing.T, p *peer.Peer, target peer.Target, bin string) *peer.Chaincode {
	t.Helper()
	target.ID = target.Name + ":" + fmt.Sprintf("%064d", 0)
	cmd := exec.Command(bin)
	cmd.Env = []string{} // nothing of ours
	return peertest.Serve(t, p, target, cmd)
}

// TestVectors: the same signed proposals, in the same order, committed at the
// same heights, give what a real peer gave, byte for byte.
func TestVectors(t *testing.T) {
	p := &peer.Peer{State: ledger.NewState("lockstep"), Generation: peer.V3}
	p.State.Define("kitchen", []ledger.Collection{{Name: "shared", Member: true}, {Name: "only1", Member: true}})
	serve(t, p, "kitchen", build(t, "chaincode", "kitchen"))
	serve(t, p, "asset", build(t, "chaincode", "asset"))
	serve(t, p, "k23", build(t, "chaincode23", "kitchen23"))
	for i, v := range vectors(t) {
		// The recording has no signatures; one chaincode tells their length.
		proposal, err := peer.Read(&protos.SignedProposal{ProposalBytes: v.Proposal, Signature: make([]byte, 70)})
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Endorse(context.Background(), proposal)
		if err != nil {
			t.Fatalf("%d %q: %v", i, v.Args, err)
		}
		compare(t, fmt.Sprintf("%d %s %q", i, v.Chaincode, v.Args), v, e)
		if v.Block != nil {
			p.State.Commit(e.Result, ledger.Version{Block: *v.Block, Tx: v.TxNum}, proposal.TxID, proposal.Time)
		}
	}
}

func compare(t *testing.T, name string, v vector, e *peer.Endorsement) {
	t.Helper()
	if e.Response.Status != v.Status || e.Response.Message != v.Message {
		t.Errorf("%s: got %d %q, want %d %q", name, e.Response.Status, e.Response.Message, v.Status, v.Message)
	}
	if !bytes.Equal(e.Response.Payload, v.Payload) {
		t.Errorf("%s: got payload %.300q, want %.300q", name, e.Response.Payload, v.Payload)
	}
	if e.Endorsed() && !bytes.Equal(e.Result.Bytes(), v.Results) {
		t.Errorf("%s: got results\n%s, want\n%s", name, base64.StdEncoding.EncodeToString(e.Result.Bytes()), base64.StdEncoding.EncodeToString(v.Results))
	}
	var event []byte
	if e.Event != nil {
		event, _ = proto.Marshal(e.Event)
	}
	if !bytes.Equal(event, v.Events) {
		t.Errorf("%s: got event %q, want %q", name, event, v.Events)
	}
}

//go:build e2efabric

package fabric

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/e2e/tool"
)

// recorded are the calls of the recorded proposals, in their order.
func recorded(t *testing.T) (list []call) {
	t.Helper()
	f, err := os.Open(filepath.Join(tool.Root(t), "actions", "probe", "testdata", "vectors", "golden-v3.1.5.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v struct {
			Proposal []byte
			Block    *uint64
		}
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		p, err := peer.Read(&protos.SignedProposal{ProposalBytes: v.Proposal})
		if err != nil {
			t.Fatal(err)
		}
		var outer protos.Proposal
		var payload protos.ChaincodeProposalPayload
		unmarshal(t, v.Proposal, &outer)
		unmarshal(t, outer.Payload, &payload)
		list = append(list, call{commit: v.Block != nil, Call: peer.Call{
			Chaincode: p.Chaincode, Args: p.Input.Args, Transient: payload.TransientMap,
		}})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(list) != 112 {
		t.Fatalf("%d recorded proposals, want 112", len(list))
	}
	return list
}

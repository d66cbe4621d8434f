package peer

import (
	"context"
	"fmt"
	"strings"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"
)

// invoke calls another chaincode: on the same channel within the same
// simulation, by its own namespace; on another channel, which this peer does
// not have, it fails as on a peer that has not joined.
func (t *transaction) invoke(in *peer.ChaincodeSpec) ([]byte, error) {
	name, channel, _ := strings.Cut(in.GetChaincodeId().GetName(), "/")
	name, _, _ = strings.Cut(name, ":") // a version, which peers leave aside
	if channel != "" && channel != t.channel {
		// The peer's own words, capital included.
		return nil, fmt.Errorf("Failed to get policy manager for channel [%s]", channel)
	}
	callee := t.chaincode.peer.chaincode(name)
	if callee == nil {
		t.misses(name)
		// The peer looks for a definition in the namespace of the lifecycle
		// before 2.0, and signs that read (core/chaincode/lifecycle).
		if _, err := t.sim.GetState("lscc", name); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("execute failed: invalid invocation: [channel %s] failed to get chaincode container info for %s: "+
			"chaincode %s not found", t.channel, name, name)
	}
	if err := callee.admit(t.sim, false); err != nil {
		return nil, fmt.Errorf("execute failed: invalid invocation: %w", err)
	}
	inner, answer, err := callee.execute(context.Background(), t.proposal, t.sim, in.Input, false)
	if inner != nil {
		inner.mu.Lock()
		absent := inner.absent
		inner.mu.Unlock()
		t.misses(absent...)
	}
	if err != nil {
		return nil, fmt.Errorf("execute failed: error sending: %w", err)
	}
	return proto.Marshal(answer)
}

//go:build e2efabric

package fabric

import (
	"bytes"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// explanation is a difference that is known, and why the simulator has it.
type explanation struct {
	reason   string
	explains func(c call, theirs *signed, ours *peer.Endorsement, failed error) bool
}

// explanations are all that is known. Another one was, and is handled: for the
// call of a chaincode that is not there, peers sign that they looked for it in
// the namespace lscc, where chaincodes were before Fabric 2.0.
var explanations = [...]explanation{
	{"an init that no definition asked for: the simulator has no definitions, and takes it", func(c call, theirs *signed, _ *peer.Endorsement, _ error) bool {
		return c.Init && bytes.HasSuffix([]byte(theirs.Response.Message), []byte("does not require initialization but called as init"))
	}},
	{"a chaincode of the peer's own, such as _lifecycle, called by another: the simulator has none", func(c call, _ *signed, _ *peer.Endorsement, _ error) bool {
		return c.Chaincode == "steps" && bytes.Contains(c.Args[0], []byte(`"do":"call","key":"_lifecycle"`))
	}},
}

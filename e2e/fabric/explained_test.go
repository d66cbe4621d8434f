//go:build e2efabric

package fabric

import "github.com/tallystick/tallystick/actions/probe/peer"

// explanation is a difference that is known, and why it is none of the
// simulator's business.
type explanation struct {
	reason   string
	explains func(c call, theirs *signed, ours *peer.Endorsement, failed error) bool
}

// explanations are all that is known.
var explanations = [...]explanation{}

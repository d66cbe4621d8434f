//go:build e2efabric

package fabric

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// fatalBlock is what peers end with on the block of fatal.
const fatalBlock = "panic: Nil value not allowed. Instead call 'Delete' function"

// fatal shows a block that ends every peer of a channel, and again at each
// start: a transaction in it deletes a key, and one behind it sets the key's
// endorsement policy and neither reads nor writes the key (ledger.Result's
// Blind says why). It is the last thing that the network does. Private keys, of
// which this holds too, have their turn on v2.5.
func (s *scene) fatal(t *testing.T) {
	t.Helper()
	const attempts = 20 // the orderer may put them into two blocks
	key := func(do, value string) step {
		if s.network.generation == peer.V25 {
			return step{Do: "private" + do, Collection: "shared", Key: "fatal", Value: value}
		}
		return step{Do: do, Key: "fatal", Value: value}
	}
	put, del := steps(t, key("put", "v")), steps(t, key("del", ""))
	get, set := key("get", ""), key("setpolicy", newMix(t, 0).policy)
	s.play(t, put.committed())
	s.play(t, del.committed(), steps(t, get, set).committed()) // the read saves the peers
	for range attempts {
		s.play(t, put.committed())
		_, first := s.propose(t, del)
		p, second := s.propose(t, steps(t, set))
		s.orders.send(t, first, second)
		if !s.survive(t, p.proposal.TxID) {
			first := s.network.peers[s.twins[0].organisation]
			again := start(t, first.home, first.organisation+"-again", first.env, s.network.program("peer"), "node", "start")
			again.panics(t)
			t.Logf("a delete and a policy in one block: peers of %s panic, and do when they start again", s.network.version)
			return
		}
	}
	t.Logf("a delete and a policy in one block: %s commits them", s.network.version)
}

// survive says whether the first peer commits the transaction; it panics else.
func (s *scene) survive(t *testing.T, txID string) bool {
	t.Helper()
	process, blocks := s.network.peers[s.twins[0].organisation].process, s.twins[0].blocks
	end := time.After(patience)
	for {
		select {
		case <-process.ended:
			process.panics(t)
			return false
		case block := <-blocks.arrived:
			blocks.note(block)
			if _, committed := blocks.places[txID]; committed {
				return true
			}
		case <-end:
			t.Fatalf("waited %s for transaction %s", patience, txID)
		}
	}
}

// panics waits for the end of a peer by that block.
func (p *process) panics(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Fatalf("waited %s for %s to end", patience, p.name)
	}
	log, err := os.ReadFile(p.log)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(log, []byte(fatalBlock)) {
		t.Fatalf("%s ended without %q", p.name, fatalBlock)
	}
}

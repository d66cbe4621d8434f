//go:build e2efabric

package fabric

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"golang.org/x/sync/errgroup"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/e2e/tool"
)

// twin is a real peer, and the simulated one of the same organisation.
type twin struct {
	organisation string
	endorser     protos.EndorserClient
	blocks       *blocks
	simulated    *peer.Peer
}

// scene is a network with its twins and its clients.
type scene struct {
	network *network
	twins   []*twin
	clients map[string]*client // by organisation
	orders  *orders
	tally   *tally
	// together draws how many calls are endorsed before they are ordered, one
	// where it is nil. Of those, some read what others write.
	together func(n int) int
	sent     int // transactions
	blocks   int // with them
	valid    int // of them
}

// most is how many calls are endorsed before they are ordered.
const most = 4

// part plays calls in their order and says what came of them.
func (s *scene) part(t *testing.T, name string, calls iter.Seq[call]) {
	t.Helper()
	begun, before := time.Now(), s.tally.clone()
	var waiting []call
	size := 1
	for c := range calls {
		if waiting = append(waiting, c); len(waiting) < size {
			continue
		}
		s.play(t, waiting...)
		if waiting = nil; s.together != nil {
			size = 1 + s.together(most)
		}
	}
	s.play(t, waiting...)
	t.Logf("%s: %s (%s)", name, s.tally.since(before), time.Since(begun).Round(time.Millisecond))
}

// set up a network with all subjects deployed, and the simulated peers.
func stage(t *testing.T, r release, binaries map[string]string) *scene {
	t.Helper()
	begun := time.Now()
	w := raise(t, r)
	raised := time.Since(begun)
	dir := t.TempDir()
	collections := filepath.Join(dir, "collections.json")
	tool.Write(t, dir, map[string]string{"collections.json": collectionsFile(t)})
	var list []definition
	ids := map[string]string{}
	for _, s := range subjects {
		address := "127.0.0.1:" + ports(t, 1)[0]
		d := s.pack(t, binaries["tallystick"], folder(t, dir, "packages"), address, collections)
		serve(t, dir, s.name, binaries[s.name], d.id, address)
		list, ids[s.name] = append(list, d), d.id
	}
	begun = time.Now()
	w.deploy(t, list)
	t.Logf("network %s, %d chaincodes deployed %s", raised.Round(time.Millisecond), len(list), time.Since(begun).Round(time.Millisecond))
	s := &scene{
		network: w, clients: map[string]*client{}, orders: w.orders(t), tally: &tally{explained: map[string]int{}},
	}
	for _, organisation := range organisations {
		s.clients[organisation] = w.client(t, organisation)
		p := w.peers[organisation]
		s.twins = append(s.twins, &twin{
			organisation: organisation, endorser: protos.NewEndorserClient(dial(t, p.address, w.authority(p))),
			blocks: w.follow(t, p, s.clients[organisation]), simulated: simulated(r, organisation),
		})
	}
	for _, c := range subjects {
		address := "127.0.0.1:" + ports(t, 1)[0]
		serve(t, dir, c.name+"-simulated", binaries[c.name], ids[c.name], address)
		for _, twin := range s.twins {
			connect(t, twin.simulated, c, ids[c.name], address)
		}
	}
	return s
}

// simulated is the simulated peer of an organisation. It has all the time: what
// a real one did in time is not to be compared with a timeout of ours.
func simulated(r release, organisation string) *peer.Peer {
	p := &peer.Peer{State: ledger.NewState(channel), Generation: r.generation, Timeout: patience}
	for _, s := range subjects {
		if s.private {
			p.State.Define(s.name, seenBy(organisation))
		}
	}
	return p
}

// call is a proposal to make.
type call struct {
	peer.Call
	by     string // the client's organisation, Org1 where it is ""
	commit bool
}

func (c call) String() string { return fmt.Sprintf("%s %q", c.Chaincode, c.Args) }

// play has calls endorsed by all peers, one after the other, compares what they
// say, and then commits those that are to be.
func (s *scene) play(t *testing.T, calls ...call) {
	t.Helper()
	var sent []*pending
	var envelopes []*common.Envelope
	for _, c := range calls {
		p, e := s.propose(t, c)
		if c.commit && e != nil {
			sent, envelopes = append(sent, p), append(envelopes, e)
		}
	}
	s.sent += len(sent)
	s.orders.send(t, envelopes...)
	s.commit(t, sent)
}

// propose has a call endorsed, compares, and gives a transaction for the
// orderer, or nil where the real peers do not sign the same.
func (s *scene) propose(t *testing.T, c call) (*pending, *common.Envelope) {
	t.Helper()
	by := s.clients[cmp.Or(c.by, organisations[0])]
	p := &pending{proposal: by.propose(t, c.Call), results: map[*twin]*ledger.Result{}}
	answers := s.endorse(t, c, p)
	if answers == nil {
		return p, nil
	}
	var endorsements []*protos.Endorsement
	for _, a := range answers {
		endorsements = append(endorsements, a.Endorsement)
	}
	return p, by.envelope(t, p.proposal, answers[0].Payload, endorsements)
}

// pending is what is on its way to the ledger.
type pending struct {
	proposal *peer.Proposal
	results  map[*twin]*ledger.Result
	place    place
}

// endorse asks all peers, real and simulated, and gives what the real ones
// said, or nil when they do not say the same.
func (s *scene) endorse(t *testing.T, c call, p *pending) []*protos.ProposalResponse {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	real := make([]*protos.ProposalResponse, len(s.twins))
	ours := make([]*peer.Endorsement, len(s.twins))
	said := make([]error, len(s.twins))
	var all errgroup.Group
	for i, twin := range s.twins {
		all.Go(func() (err error) {
			real[i], err = twin.endorser.ProcessProposal(ctx, p.proposal.Signed)
			return err
		})
		all.Go(func() error {
			ours[i], said[i] = twin.simulated.Endorse(ctx, p.proposal)
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	alike := true
	for i, twin := range s.twins {
		s.tally.add(t, twin.organisation+" "+c.String(), c, real[i], ours[i], said[i])
		if ours[i] != nil {
			p.results[twin] = ours[i].Result
		}
		alike = alike && real[i].Endorsement != nil && string(real[i].Payload) == string(real[0].Payload)
	}
	if !alike {
		return nil
	}
	return real
}

// commit waits for transactions and applies them to the simulated ledgers, in
// the order and at the height where they came back.
func (s *scene) commit(t *testing.T, sent []*pending) {
	t.Helper()
	for _, p := range sent {
		for i, twin := range s.twins {
			found := twin.blocks.find(t, p.proposal.TxID)
			if i > 0 && found != p.place {
				t.Fatalf("transaction %s is at %v and at %v", p.proposal.TxID, p.place, found)
			}
			p.place = found
		}
	}
	slices.SortFunc(sent, func(a, b *pending) int {
		x, y := a.place.version, b.place.version
		if x.Block != y.Block {
			return int(x.Block) - int(y.Block)
		}
		return int(x.Tx) - int(y.Tx)
	})
	block := uint64(0)
	for _, p := range sent {
		if p.place.version.Block != block {
			block = p.place.version.Block
			s.blocks++
		}
		switch p.place.code {
		case protos.TxValidationCode_VALID:
			s.valid++
			for _, twin := range s.twins {
				twin.simulated.State.Commit(p.results[twin], p.place.version, p.proposal.TxID, p.proposal.Time)
			}
		case protos.TxValidationCode_MVCC_READ_CONFLICT, protos.TxValidationCode_PHANTOM_READ_CONFLICT,
			protos.TxValidationCode_ENDORSEMENT_POLICY_FAILURE:
			// Another transaction was first: with the value, or with the policy
			// by which this one is judged.
			if len(sent) == 1 {
				t.Fatalf("transaction %s, alone: got %s", p.proposal.TxID, p.place.code)
			}
		default:
			t.Fatalf("transaction %s: got %s", p.proposal.TxID, p.place.code)
		}
	}
}

// setting of the environment, or what is there without it.
func numbered(t *testing.T, name string, without int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return without
	}
	var n int
	if _, err := fmt.Sscan(text, &n); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

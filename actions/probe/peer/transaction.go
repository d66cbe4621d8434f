package peer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// transaction is one in flight on a stream.
type transaction struct {
	chaincode *Chaincode
	namespace string
	channel   string
	proposal  *Proposal
	sim       *ledger.Simulation
	isInit    bool
	answer    chan *peer.ChaincodeMessage

	mu       sync.Mutex
	busy     bool
	requests map[string]int
	dropped  int
	queries  map[string]*pending
	unclosed map[string]bool // queries that the chaincode has not closed itself
	next     int
	absent   []string // chaincodes that it called
}

// Endorsement is what a peer would sign for a transaction, and what it saw on
// the way.
type Endorsement struct {
	Response *peer.Response
	Event    *peer.ChaincodeEvent
	Result   *ledger.Result
	// Requests counts what the chaincode asked, by type; Dropped are requests
	// that came while another one of the transaction was under way.
	Requests map[string]int
	Dropped  int
	// Open are the queries that were open when the answer came, Unclosed those
	// that the chaincode never closed: the peer closes one at its last row.
	Open, Unclosed int
	// Absent are chaincodes that it called and that this peer does not have:
	// the shim hides in a payload what the peer says of that.
	Absent []string
	Took   time.Duration
}

// Endorsed says whether a peer signs: for a status below 400
// (core/endorser/endorser.go, shim.ERRORTHRESHOLD).
// A missing endorsement is none.
func (e *Endorsement) Endorsed() bool {
	return e != nil && e.Response != nil && e.Response.Status < 400
}

// Failed is the error of a transaction that the chaincode answered with an
// error of the protocol, as it does for a failing Init, or with what is no
// response; or that the chaincode's definition forbids.
type Failed struct{ Message string }

func (e *Failed) Error() string { return e.Message }

// The ends of a transaction without an answer, in the peer's words.
var (
	ErrTimeout = errors.New("timeout expired while executing transaction")
	ErrStream  = errors.New("chaincode stream terminated")
)

// Endorse runs a proposal on the chaincode that it is for, on the state as it
// is now.
func (p *Peer) Endorse(ctx context.Context, proposal *Proposal) (*Endorsement, error) {
	return p.EndorseOn(ctx, p.State.Snapshot(), proposal)
}

// EndorseOn is Endorse on the state of an earlier moment.
func (p *Peer) EndorseOn(ctx context.Context, state *ledger.Snapshot, proposal *Proposal) (*Endorsement, error) {
	c := p.chaincode(proposal.Chaincode)
	if c == nil {
		return nil, fmt.Errorf("make sure the chaincode %s has been successfully defined on channel %s and try again: chaincode %s not found",
			proposal.Chaincode, proposal.Channel, proposal.Chaincode)
	}
	sim := state.Simulate(proposal.TxID)
	begun := time.Now()
	if err := c.admit(sim, proposal.Init); err != nil {
		return &Endorsement{Result: sim.Done()}, &Failed{fmt.Sprintf(
			"error in simulation: failed to execute transaction %s: invalid invocation: %v", proposal.TxID, err)}
	}
	t, msg, err := c.execute(ctx, proposal, sim, proposal.Input, proposal.Init)
	e := &Endorsement{Result: sim.Done(), Took: time.Since(begun)}
	if t != nil {
		t.seen(e)
	}
	if err != nil {
		return e, fmt.Errorf("error in simulation: failed to execute transaction %s: error sending: %w", proposal.TxID, err)
	}
	if msg.Type == peer.ChaincodeMessage_ERROR {
		return e, &Failed{"error in simulation: transaction returned with failure: " + string(msg.Payload)}
	}
	e.Response = &peer.Response{}
	if err := proto.Unmarshal(msg.Payload, e.Response); err != nil {
		return e, &Failed{fmt.Sprintf("error in simulation: failed to unmarshal response for transaction %s: %v", proposal.TxID, err)}
	}
	// The event of what fails is lost (endorser.go, callChaincode).
	if e.Event = msg.ChaincodeEvent; e.Event != nil && !e.Endorsed() {
		e.Event = nil
	}
	if e.Event != nil {
		e.Event.ChaincodeId, e.Event.TxId = proposal.Chaincode, proposal.TxID
	}
	return e, nil
}

// execute sends a transaction and waits for its answer.
func (c *Chaincode) execute(ctx context.Context, proposal *Proposal, sim *ledger.Simulation, input *peer.ChaincodeInput, isInit bool) (*transaction, *peer.ChaincodeMessage, error) {
	t := &transaction{
		chaincode: c, namespace: c.Name, channel: proposal.Channel, proposal: proposal, sim: sim, isInit: isInit,
		answer: make(chan *peer.ChaincodeMessage, 1), requests: map[string]int{}, queries: map[string]*pending{}, unclosed: map[string]bool{},
	}
	payload, err := proto.Marshal(input)
	if err != nil {
		return nil, nil, err
	}
	if err := c.enter(t); err != nil {
		return nil, nil, err
	}
	defer c.leave(t)
	msg := &peer.ChaincodeMessage{
		Type: peer.ChaincodeMessage_TRANSACTION, Payload: payload, Txid: proposal.TxID, ChannelId: proposal.Channel, Proposal: proposal.Signed,
	}
	if isInit {
		msg.Type = peer.ChaincodeMessage_INIT
	}
	if err := c.write(msg); err != nil {
		return t, nil, ErrStream
	}
	timeout := time.NewTimer(c.peer.timeout())
	defer timeout.Stop()
	select {
	case answer := <-t.answer:
		return t, answer, nil
	case <-timeout.C:
		return t, nil, ErrTimeout
	case <-c.ended:
		return t, nil, ErrStream
	case <-ctx.Done():
		return t, nil, ctx.Err()
	}
}

func (t *transaction) key() string { return t.channel + "\x00" + t.proposal.TxID }

// enter makes the transaction known; one ID can be on a stream once
// (core/chaincode/transaction_contexts.go).
func (c *Chaincode) enter(t *transaction) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.transactions[t.key()] != nil {
		return fmt.Errorf("txid: %s(%s) exists", t.proposal.TxID, t.channel)
	}
	c.transactions[t.key()] = t
	return nil
}

func (c *Chaincode) leave(t *transaction) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.transactions, t.key())
}

// begin says whether a request may be handled: no other one is under way.
func (t *transaction) begin() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.busy {
		t.dropped++
		return false
	}
	t.busy = true
	return true
}

func (t *transaction) finish(kind peer.ChaincodeMessage_Type) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy = false
	t.requests[kind.String()]++
}

func (t *transaction) complete(msg *peer.ChaincodeMessage) {
	select {
	case t.answer <- msg:
	default: // a second answer is nobody's
	}
}

// seen tells what the chaincode did on the way.
func (t *transaction) seen(e *Endorsement) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e.Requests, e.Dropped, e.Open, e.Unclosed = maps.Clone(t.requests), t.dropped, len(t.queries), len(t.unclosed)
	e.Absent = slices.Clone(t.absent)
}

// maxAbsent bounds the names that are kept of a transaction.
const maxAbsent = 8

func (t *transaction) misses(names ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range names {
		if len(t.absent) < maxAbsent && !slices.Contains(t.absent, name) {
			t.absent = append(t.absent, name)
		}
	}
}

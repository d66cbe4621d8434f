// Package replica is one endorsing peer with its own process of the chaincode:
// what a channel has several of.
//
// It promises that a replica whose start returned an error has left nothing
// behind.
package replica

import (
	"context"
	"crypto/tls"
	"errors"
	"slices"
	"sync"
	"time"

	"google.golang.org/grpc/credentials"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
)

// Chaincode is a program and its name on the channel.
type Chaincode struct {
	Name   string
	ID     string // package ID with which it registers
	Ground *process.Ground
	// InitVersion is the version of a definition that demands an init before
	// anything else, "" for one that demands none.
	InitVersion string
	// TLS is what to dial its server with, nil for no TLS.
	TLS *tls.Config
}

// Breed is what all replicas of a run have in common.
type Breed struct {
	// Chaincodes are the one under test and behind it those that it calls.
	Chaincodes []Chaincode
	Generation peer.Generation
	// Timeout is how long a transaction may take, Startup how long a process
	// until it has registered.
	Timeout, Startup time.Duration
}

// Replica is one peer with its processes.
type Replica struct {
	Traits process.Traits

	breed *Breed
	peer  *peer.Peer
	mu    sync.Mutex
	parts []part
	ended bool // by us
}

// part is one chaincode of a replica.
type part struct {
	process *process.Process
	stream  *peer.Chaincode
	dialled bool
}

// Start starts the processes and registers them.
func (b *Breed) Start(ctx context.Context, traits process.Traits) (*Replica, error) {
	ctx, cancel := context.WithTimeout(ctx, b.Startup)
	defer cancel()
	r := &Replica{Traits: traits, breed: b, peer: &peer.Peer{Generation: b.Generation, Timeout: b.Timeout}}
	for _, c := range b.Chaincodes {
		p, err := r.begin(ctx, c)
		if err != nil {
			r.Stop()
			return nil, err
		}
		r.parts = append(r.parts, p)
	}
	return r, nil
}

func (r *Replica) begin(ctx context.Context, c Chaincode) (part, error) {
	p, err := c.Ground.Start(ctx, r.Traits)
	if err != nil {
		return part{}, err
	}
	link, err := p.Link(ctx)
	if err != nil {
		p.Kill()
		return part{}, err
	}
	stream, err := r.meet(ctx, c, link)
	if err != nil {
		p.Kill()
		return part{}, &Refused{Err: err, Log: p.Log()}
	}
	return part{p, stream, link.Dialled}, nil
}

// Refused is a chaincode that was reached and did not register.
type Refused struct {
	Err error
	Log []byte
}

func (e *Refused) Error() string { return e.Err.Error() }
func (e *Refused) Unwrap() error { return e.Err }

func (r *Replica) meet(ctx context.Context, c Chaincode, link process.Link) (*peer.Chaincode, error) {
	target := peer.Target{Name: c.Name, ID: c.ID, InitVersion: c.InitVersion}
	if !link.Dialled {
		return r.peer.Accept(ctx, target, link.Conn)
	}
	if c.TLS != nil {
		target.TLS = credentials.NewTLS(c.TLS)
	}
	return r.peer.Connect(ctx, target, link.Conn)
}

// Endorse runs a proposal on a state. Where the process ended meanwhile, the
// error is peer.ErrStream.
func (r *Replica) Endorse(ctx context.Context, state *ledger.Snapshot, proposal *peer.Proposal) (*peer.Endorsement, error) {
	return r.peer.EndorseOn(ctx, state, proposal)
}

// Process is that of the chaincode under test, Stream what it registered on.
func (r *Replica) Process() *process.Process { return r.parts[0].process }

// Stream is the stream of the chaincode under test.
func (r *Replica) Stream() *peer.Chaincode {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.parts[0].stream
}

// Dialled says whether the peer dialled the chaincode's server, else the
// chaincode the peer.
func (r *Replica) Dialled() bool { return r.parts[0].dialled }

// Reopen cuts the stream of the chaincode under test, in the middle of whatever
// it does, and opens another one to the same process.
func (r *Replica) Reopen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, r.breed.Startup)
	defer cancel()
	r.Stream().Close()
	conn, err := r.Process().Dial(ctx)
	if err != nil {
		return err
	}
	stream, err := r.meet(ctx, r.breed.Chaincodes[0], process.Link{Conn: conn, Dialled: true})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.parts[0].stream = stream
	return nil
}

// Alive says whether all processes and streams still stand.
func (r *Replica) Alive() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.parts {
		select {
		case <-p.process.Done():
			return false
		case <-p.stream.Ended():
			return false
		default:
		}
	}
	return true
}

// Stop ends the processes.
func (r *Replica) Stop() {
	r.mu.Lock()
	r.ended = true
	r.mu.Unlock()
	for _, p := range slices.Backward(r.parts) {
		p.process.Kill()
		p.stream.Close()
	}
}

// Stopped says whether it was we who ended the processes.
func (r *Replica) Stopped() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended
}

// Dump ends the process of the chaincode under test with a dump of its
// goroutines.
func (r *Replica) Dump(ctx context.Context) (string, error) {
	r.mu.Lock()
	r.ended = true
	r.mu.Unlock()
	text, err := r.Process().Dump(ctx)
	r.Stop()
	return text, err
}

// Over waits for the end of the process of the chaincode under test, for a
// moment: some chaincode ends the stream and lives on. It says how it ended and
// what it had said.
func (r *Replica) Over(ctx context.Context) (exit process.Exit, log []byte, over bool) {
	p := r.Process()
	patience := time.NewTimer(dying)
	defer patience.Stop()
	select {
	case <-p.Done():
		return p.Exit(), p.Log(), true
	case <-patience.C:
	case <-ctx.Done():
	}
	return process.Exit{}, p.Log(), false
}

// dying is how long a process may take to end after its stream: a panic writes
// a stack of all goroutines first.
const dying = 2 * time.Second

// Ended says of an error of Endorse that the process is gone.
func Ended(err error) bool { return errors.Is(err, peer.ErrStream) }

package peer

import (
	"sync"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// Generation is which peer is played.
type Generation int

// The generations differ in what READY offers to the chaincode.
const (
	V25 Generation = iota
	V3             // write batches and reads of many keys
)

// batchSize is the most records of a write batch, and keys of one read, that a
// v3 peer offers (sampleconfig/core.yaml, chaincode.runtimeParams).
const batchSize = 1000

// A peer's limits for queries (sampleconfig/core.yaml).
const (
	totalQueryLimit = 100000
	queryBatch      = 100
)

// Peer is one peer of a channel, and the chaincodes that it is connected to.
type Peer struct {
	State      *ledger.State
	Generation Generation
	// Timeout is how long a transaction may take (executetimeout), 30 s where
	// it is 0.
	Timeout time.Duration

	mu         sync.Mutex
	chaincodes map[string]*Chaincode
}

// executeTimeout is the peer's default (sampleconfig/core.yaml).
const executeTimeout = 30 * time.Second

func (p *Peer) timeout() time.Duration {
	if p.Timeout > 0 {
		return p.Timeout
	}
	return executeTimeout
}

// chaincode is the connected chaincode of this name, or nil.
func (p *Peer) chaincode(name string) *Chaincode {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.chaincodes[name]
}

func (p *Peer) connected(c *Chaincode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.chaincodes == nil {
		p.chaincodes = map[string]*Chaincode{}
	}
	p.chaincodes[c.Name] = c
}

// ready is what READY tells the chaincode.
func (p *Peer) ready() ([]byte, error) {
	if p.Generation == V25 {
		return nil, nil
	}
	return proto.Marshal(&peer.ChaincodeAdditionalParams{
		UseWriteBatch: true, MaxSizeWriteBatch: batchSize, UseGetMultipleKeys: true, MaxSizeGetMultipleKeys: batchSize,
	})
}

//go:build e2efabric

package fabric

import (
	"context"
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/orderer"
	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// place is where a transaction stands, and what the peers found of it.
type place struct {
	version ledger.Version
	code    protos.TxValidationCode
}

// orders hands transactions to the orderer.
type orders struct {
	stream orderer.AtomicBroadcast_BroadcastClient
	cancel context.CancelFunc
}

func (w *network) orders(t *testing.T) *orders {
	t.Helper()
	conn := dial(t, w.orderer, filepath.Join(w.ordererKeys(), "tls", "ca.crt"))
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	stream, err := orderer.NewAtomicBroadcastClient(conn).Broadcast(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return &orders{stream, cancel}
}

func (o *orders) send(t *testing.T, list ...*common.Envelope) {
	t.Helper()
	defer time.AfterFunc(patience, o.cancel).Stop()
	for _, e := range list {
		if err := o.stream.Send(e); err != nil {
			t.Fatal(err)
		}
	}
	for range list {
		answer, err := o.stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		if answer.Status != common.Status_SUCCESS {
			t.Fatalf("the orderer says %s %s", answer.Status, answer.Info)
		}
	}
}

// blocks are what a peer has committed. It tells of a block when state and
// history have it (core/ledger/kvledger, blockAPIsRWLock).
type blocks struct {
	arrived chan *protos.FilteredBlock
	failed  chan error
	places  map[string]place // by txid
}

// follow asks a peer for its blocks from now on.
func (w *network) follow(t *testing.T, p *node, c *client) *blocks {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	stream, err := protos.NewDeliverClient(dial(t, p.address, w.authority(p))).DeliverFiltered(ctx)
	if err != nil {
		t.Fatal(err)
	}
	newest := &orderer.SeekPosition{Type: &orderer.SeekPosition_Newest{Newest: &orderer.SeekNewest{}}}
	last := &orderer.SeekPosition{Type: &orderer.SeekPosition_Specified{Specified: &orderer.SeekSpecified{Number: math.MaxUint64}}}
	seek := &orderer.SeekInfo{Start: newest, Stop: last, Behavior: orderer.SeekInfo_BLOCK_UNTIL_READY}
	if err := stream.Send(c.request(t, common.HeaderType_DELIVER_SEEK_INFO, seek)); err != nil {
		t.Fatal(err)
	}
	b := &blocks{make(chan *protos.FilteredBlock), make(chan error, 1), map[string]place{}}
	go func() {
		for {
			answer, err := stream.Recv()
			if err != nil {
				b.failed <- err
				return
			}
			if block := answer.GetFilteredBlock(); block != nil {
				select {
				case b.arrived <- block:
				case <-ctx.Done():
				}
			}
		}
	}()
	return b
}

func (b *blocks) note(block *protos.FilteredBlock) {
	for i, tx := range block.FilteredTransactions {
		b.places[tx.Txid] = place{ledger.Version{Block: block.Number, Tx: uint64(i)}, tx.TxValidationCode}
	}
}

// find waits for a transaction.
func (b *blocks) find(t *testing.T, txID string) place {
	t.Helper()
	end := time.After(patience)
	for {
		if found, ok := b.places[txID]; ok {
			return found
		}
		select {
		case block := <-b.arrived:
			b.note(block)
		case err := <-b.failed:
			t.Fatalf("following blocks: %v", err)
		case <-end:
			t.Fatalf("waited %s for transaction %s", patience, txID)
		}
	}
}

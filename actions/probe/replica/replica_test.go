package replica_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/peer/peertest"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	_ "github.com/tallystick/tallystick/internal/memory" // as the program has it
)

// TestMain: replicas live in this program, started once more.
func TestMain(m *testing.M) {
	if process.Asked(os.Args) {
		os.Exit(process.Warden())
	}
	os.Exit(m.Run())
}

// client sends the recorded asset chaincode's proposals to one replica.
type client struct {
	tb      testing.TB
	replica *replica.Replica
	creator []byte
	state   *ledger.Snapshot
	n       atomic.Uint64
}

// open starts the chaincode with an asset for each of the keys.
func open(tb testing.TB, keys int) *client {
	tb.Helper()
	bin := peertest.Build(tb, filepath.Join("..", "testdata", "vectors", "chaincode"), "./asset")
	const id = "asset:0123"
	ground, err := process.Open(tb.Context(), process.Program{Path: bin, ID: id}, process.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := ground.Close(); err != nil {
			tb.Error(err)
		}
	})
	breed := &replica.Breed{
		Chaincodes: []replica.Chaincode{{Name: "asset", ID: id, Ground: ground}}, Generation: peer.V3,
		Timeout: 20 * time.Second, Startup: 20 * time.Second,
	}
	c := &client{tb: tb}
	if c.replica, err = breed.Start(tb.Context(), process.Traits{}); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.replica.Stop)
	if c.creator, err = (peer.Identity{MSPID: "Org1MSP", Name: "client"}).Creator(1); err != nil {
		tb.Fatal(err)
	}
	state := ledger.NewState("ch")
	for i := range keys {
		c.state = state.Snapshot()
		e, proposal := c.endorse("Create", key(i), "tom", "7")
		state.Commit(e.Result, ledger.Version{Block: uint64(i)}, proposal.TxID, proposal.Time)
	}
	c.state = state.Snapshot()
	return c
}

func key(i int) string { return "asset" + strconv.Itoa(i) }

// endorse sends one proposal, whose transaction ID no other has.
func (c *client) endorse(args ...string) (*peer.Endorsement, *peer.Proposal) {
	call := peer.Call{
		Channel: "ch", Chaincode: "asset", Creator: c.creator, Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Nonce: binary.BigEndian.AppendUint64(make([]byte, 16), c.n.Add(1)),
	}
	for _, arg := range args {
		call.Args = append(call.Args, []byte(arg))
	}
	proposal, err := peer.Propose(call)
	if err != nil {
		c.tb.Error(err)
		return nil, nil
	}
	e, err := c.replica.Endorse(context.Background(), c.state, proposal)
	if err != nil || !e.Endorsed() {
		c.tb.Errorf("%q: %v %v", args, e, err)
	}
	return e, proposal
}

// transfer sends n transfers on one stream, so many of them at once.
func (c *client) transfer(n, inFlight int) {
	var left atomic.Int64
	left.Store(int64(n))
	var all sync.WaitGroup
	for i := range inFlight {
		all.Go(func() {
			for left.Add(-1) >= 0 && !c.tb.Failed() {
				c.endorse("Transfer", key(i), "ann")
			}
		})
	}
	all.Wait()
}

// heap is what this process holds on to, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what had finalizers, too
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestFlat: what a peer's side of the protocol keeps does not grow with the
// invocations.
func TestFlat(t *testing.T) {
	c := open(t, 64)
	c.transfer(2000, 64)
	before := heap()
	c.transfer(20_000, 64)
	if grown := heap() - before; grown > 2<<20 {
		t.Errorf("%d bytes more after 20,000 invocations, want no more than 2 MB", grown)
	}
}

// BenchmarkInvocations is a transfer of an asset (GET_STATE, PUT_STATE) on one
// stream to one process.
func BenchmarkInvocations(b *testing.B) {
	for _, inFlight := range []int{1, 4, 16, 64} {
		b.Run(strconv.Itoa(inFlight), func(b *testing.B) {
			c := open(b, inFlight)
			c.transfer(2*inFlight, inFlight)
			b.ResetTimer()
			c.transfer(b.N, inFlight)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "invocations/s")
		})
	}
}

// BenchmarkMillion is what this process keeps of so many invocations:
// -benchtime 1000000x is a million.
func BenchmarkMillion(b *testing.B) {
	c := open(b, 64)
	c.transfer(640, 64)
	before := heap()
	b.ResetTimer()
	c.transfer(b.N, 64)
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "invocations/s")
	b.ReportMetric(float64(heap()-before)/(1<<20), "MB-grown")
}

//go:build e2efabric

package fabric

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// leftOpen has chaincode leave queries open of which the peer did not send all
// rows, so many in each call, and says whether the peer ends of it. The peer
// hands the answer on before it closes those queries (Notify of
// core/chaincode/handler.go), and the endorser, which has the answer then,
// closes them too: at times one of the two meets what the other has just
// released. This is chance, and nothing is wanted of it but its reason. With one
// query left open it took 2,000 and 2,830 calls, with three 539 and 955, with
// forty 25 to 64.
func (s *scene) leftOpen(t *testing.T, victim *twin, queries, most int) {
	t.Helper()
	const parallel = 8
	s.play(t, steps(t, step{Do: "fill", N: 130, Value: "v"}).committed())
	var list []step
	for i := range queries {
		name := fmt.Sprint(i)
		list = append(list, step{Do: "open", Key: "f", End: "g", Value: name}, step{Do: "leave", Value: name})
	}
	call, process := steps(t, list...).Call, s.network.peers[victim.organisation].process
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var calls atomic.Int64
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(parallel)
	for range most {
		if ctx.Err() != nil {
			break
		}
		proposal := s.clients[victim.organisation].propose(t, call)
		all.Go(func() error {
			_, err := victim.endorser.ProcessProposal(ctx, proposal.Signed)
			if err == nil {
				calls.Add(1)
			}
			return err
		})
	}
	if err := all.Wait(); err == nil {
		t.Logf("%d queries left open in each of %d calls: the peer of %s lives", queries, most, s.network.version)
		return
	}
	select {
	case <-process.ended:
	case <-time.After(patience):
		t.Fatalf("%s does not answer and does not end", process.name)
	}
	log, err := os.ReadFile(process.log)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(log, []byte("leveldb.(*dbIter).Release")) {
		t.Fatalf("%s ended, and not by releasing a query twice", process.name)
	}
	t.Logf("%d queries left open in each call: the peer of %s ends after %d calls", queries, s.network.version, calls.Load())
}

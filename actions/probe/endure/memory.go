package endure

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tallystick/tallystick/actions/probe/footprint"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// calls are how many calls a memory trend is made of, pace how many between two
// measurements. With 3,000 calls half a kB a call shows.
const (
	calls = 3000
	pace  = 100
)

// maxTime bounds how long the calls of a trend may take; slow chaincode is asked
// less often, and less of a growth shows.
const maxTime = 5 * time.Second

// ErrUnmeasured says that memory cannot be measured on this machine.
var ErrUnmeasured = errors.New("the memory of a process cannot be measured here")

// Growth is how the memory of a process moves with the calls. The zero value
// says that nothing can be said.
type Growth struct {
	footprint.Trend // of what is resident
	// Heap is the trend of what the collector found in use, coarser than that
	// of what is resident.
	Heap footprint.Trend
}

// Memory is the growth of a new process while it is asked the samples in turn.
// The collector works often, so that what is garbage does not look like growth.
func (b *Bench) Memory(ctx context.Context, samples []trial.Sample) (Growth, error) {
	traits := b.Traits
	traits.Env = append(slices.Clone(traits.Env), "GOGC=20")
	traits.Debug = "gctrace=1"
	r, err := b.Start(ctx, traits)
	if err != nil {
		return Growth{}, err
	}
	defer r.Stop()
	var list, heap []footprint.Sample
	collected := 0
	step := max(1, pace/len(samples))
	end := time.Now().Add(maxTime)
	for n := 0; n*len(samples) < calls && time.Now().Before(end); n += step {
		if err := ask(ctx, r, samples, n, n+step); err != nil {
			return Growth{}, err
		}
		bytes, err := r.Process().RSS()
		if errors.Is(err, errors.ErrUnsupported) {
			return Growth{}, ErrUnmeasured
		} else if err != nil {
			return Growth{}, fmt.Errorf("measuring the memory: %w", err)
		}
		done := (n + step) * len(samples)
		list = append(list, footprint.Sample{Calls: done, Bytes: bytes})
		if c, ok := footprint.Latest(r.Process().Log()); ok && c.Number > collected {
			collected = c.Number
			heap = append(heap, footprint.Sample{Calls: done, Bytes: c.Live})
		}
	}
	resident, err := footprint.Of(list)
	if errors.Is(err, footprint.ErrFew) {
		return Growth{}, nil // so slow that nothing can be said
	} else if err != nil {
		return Growth{}, err
	}
	live, err := footprint.OfHeap(heap)
	if err != nil && !errors.Is(err, footprint.ErrFew) {
		return Growth{}, err
	}
	return Growth{resident, live}, nil
}

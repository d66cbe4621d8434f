// Package endure asks a chaincode the same things again and again, and looks at
// what stays in its process: goroutines and memory.
//
// It promises to look from outside, at the unchanged binary.
package endure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tallystick/tallystick/actions/probe/dump"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// Bench is where samples are asked again.
type Bench struct {
	Start  func(context.Context, process.Traits) (*replica.Replica, error)
	Traits process.Traits
	Own    dump.Own
}

// rounds are how often each sample is asked before the goroutines are counted:
// three counts, because between two a pool that fills looks like a leak.
var rounds = [3]int{1, 11, 31}

// settle is how long goroutines have to end after the last answer.
const settle = 300 * time.Millisecond

// Died is the error of a sample that ended the process, or hung, after it had
// been answered often.
type Died struct {
	Call  trial.Call
	Ended *trial.Ended
	Stuck *trial.Stuck
}

func (d *Died) Error() string {
	if d.Stuck != nil {
		return fmt.Sprintf("asking %s again: %v", d.Call.Name, d.Stuck)
	}
	return fmt.Sprintf("asking %s again: %v", d.Call.Name, d.Ended)
}

// Goroutines are the go statements whose goroutines stay, the fastest first.
// Rates are per round: each sample once.
func (b *Bench) Goroutines(ctx context.Context, samples []trial.Sample) ([]dump.Leak, error) {
	var counts []dump.Sample
	for _, n := range rounds {
		d, err := b.after(ctx, samples, n)
		if err != nil {
			return nil, err
		}
		counts = append(counts, dump.Sample{Calls: n, Dump: d})
	}
	return dump.Leaks(b.Own, counts...)
}

// after are the goroutines of a new process after n rounds.
func (b *Bench) after(ctx context.Context, samples []trial.Sample, n int) (*dump.Dump, error) {
	r, err := b.Start(ctx, b.Traits)
	if err != nil {
		return nil, err
	}
	defer r.Stop()
	if err := ask(ctx, r, samples, 0, n); err != nil {
		return nil, err
	}
	select {
	case <-time.After(settle):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	text, err := r.Dump(ctx)
	if err != nil {
		return nil, err
	}
	return dump.Parse([]byte(text)), nil
}

// ask asks all samples, from one round to another. Each proposal has a
// transaction ID of its own.
func ask(ctx context.Context, r *replica.Replica, samples []trial.Sample, from, to int) error {
	for n := from; n < to; n++ {
		for _, s := range samples {
			proposal, err := s.Call.Again(n)
			if err != nil {
				return err
			}
			_, err = r.Endorse(ctx, s.State, proposal)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case replica.Ended(err):
				return &Died{Call: s.Call, Ended: trial.EndOf(ctx, r)}
			case errors.Is(err, peer.ErrTimeout):
				return &Died{Call: s.Call, Stuck: trial.StuckOn(ctx, r, err)}
			}
		}
	}
	return nil
}

// Package strain puts a chaincode under what a busy peer does to it: many
// transactions at once on one stream, a stream that is cut, another peer's
// version, TLS.
//
// It promises to blame a strain only for what the same proposals did not show
// without it.
package strain

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// Fault is what a strain showed.
type Fault struct {
	Call trial.Call
	// What happened, as "got X, want Y".
	What string
	// Ended and Stuck say more where the process ended or hung.
	Ended *trial.Ended
	Stuck *trial.Stuck
}

// Bench is where samples are strained.
type Bench struct {
	Start  func(context.Context, process.Traits) (*replica.Replica, error)
	Traits process.Traits
}

// InFlight is how many transactions a peer may have at once here. A peer has
// no limit of its own but for its clients'
// (peer.limits.concurrency.endorserService, 2500 in sampleconfig/core.yaml).
const InFlight = 32

// Concurrent runs InFlight proposals at once on one stream: first of each
// sample alone, the same keys again and again, then of all together. Each is
// compared with what it gave alone.
func (b *Bench) Concurrent(ctx context.Context, samples []trial.Sample) (faults []Fault, err error) {
	quiet, err := b.Start(ctx, b.Traits)
	if err != nil {
		return nil, err
	}
	defer func() { quiet.Stop() }()
	busy := &crowd{bench: b}
	defer busy.close()
	groups := make([][]trial.Sample, 0, len(samples)+1)
	for _, s := range samples {
		groups = append(groups, []trial.Sample{s})
	}
	if len(samples) > 1 {
		groups = append(groups, samples)
	}
	for _, group := range groups {
		list := spread(group)
		wants := make([]string, len(list))
		for i := range list {
			e, err := quiet.Endorse(ctx, list[i].State, list[i].Call.Proposal)
			if ctx.Err() != nil {
				return faults, ctx.Err()
			}
			if err != nil { // it failed alone: nothing to say about crowds
				quiet.Stop()
				if quiet, err = b.Start(ctx, b.Traits); err != nil {
					return faults, err
				}
				continue
			}
			wants[i] = e.Digest()
		}
		fault, err := busy.run(ctx, list, wants)
		if fault != nil && fault.Stuck != nil { // once more: a machine may be busy
			fault, err = busy.run(ctx, list, wants)
		}
		if fault != nil && fault.Stuck == nil && fault.Ended == nil && !alike(ctx, quiet, list, wants) {
			fault = nil // it differs from itself without a crowd as well
		}
		if err != nil {
			return faults, err
		}
		if fault != nil {
			faults = append(faults, *fault)
		}
	}
	return faults, nil
}

// alike says whether a list, each alone and once more, gives what it gave.
func alike(ctx context.Context, r *replica.Replica, list []trial.Sample, wants []string) bool {
	for i, s := range list {
		if wants[i] == "" {
			continue
		}
		if e, err := r.Endorse(ctx, s.State, s.Call.Proposal); err != nil || e.Digest() != wants[i] {
			return false
		}
	}
	return true
}

// patient endorses a proposal, and once more when it is not answered in time:
// a machine may be busy.
func patient(ctx context.Context, r *replica.Replica, s trial.Sample) (*peer.Endorsement, error) {
	e, err := r.Endorse(ctx, s.State, s.Call.Proposal)
	if errors.Is(err, peer.ErrTimeout) && ctx.Err() == nil {
		return r.Endorse(ctx, s.State, s.Call.Proposal)
	}
	return e, err
}

// spread makes InFlight proposals of a group, each with a transaction ID of its
// own.
func spread(group []trial.Sample) (list []trial.Sample) {
	for i := range InFlight {
		s := group[i%len(group)]
		proposal, err := s.Call.Again(i)
		if err != nil {
			continue // it was made before: the same fields give no error
		}
		s.Call.Proposal = proposal
		list = append(list, s)
	}
	return list
}

// crowd is a replica that serves many transactions at once.
type crowd struct {
	bench *Bench
	now   *replica.Replica
}

func (c *crowd) close() {
	if c.now != nil {
		c.now.Stop()
	}
}

// run runs a list at once, and says what was wrong with the first that was not
// as wanted.
func (c *crowd) run(ctx context.Context, list []trial.Sample, wants []string) (*Fault, error) {
	if c.now == nil || !c.now.Alive() {
		c.close()
		r, err := c.bench.Start(ctx, c.bench.Traits)
		if err != nil {
			return nil, err
		}
		c.now = r
	}
	endorsed, errs := make([]*peer.Endorsement, len(list)), make([]error, len(list))
	var wg sync.WaitGroup
	for i, s := range list {
		wg.Add(1)
		go func() {
			defer wg.Done()
			endorsed[i], errs[i] = c.now.Endorse(ctx, s.State, s.Call.Proposal)
		}()
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for i, err := range errs {
		if err != nil && wants[i] != "" {
			return c.died(ctx, list[i].Call, err), nil
		}
	}
	for i, e := range endorsed {
		if wants[i] != "" && errs[i] == nil && e.Digest() != wants[i] {
			return &Fault{Call: list[i].Call, What: fmt.Sprintf("beside %d other transactions it answers otherwise than alone", len(list)-1)}, nil
		}
	}
	return nil, nil
}

// died says what an error among many means.
func (c *crowd) died(ctx context.Context, call trial.Call, err error) *Fault {
	defer func() {
		c.now.Stop()
		c.now = nil
	}()
	switch {
	case replica.Ended(err):
		ended := trial.EndOf(ctx, c.now)
		return &Fault{Call: call, What: ended.Error(), Ended: ended}
	case errors.Is(err, peer.ErrTimeout):
		return &Fault{Call: call, What: err.Error(), Stuck: trial.StuckOn(ctx, c.now, err)}
	}
	return &Fault{Call: call, What: err.Error()}
}

// Cut cuts the stream while transactions are in flight, and opens another one
// to the same process, as a peer does after a broken network. A chaincode that
// dials the peer itself ends with its stream and is started anew: there is
// nothing to find.
func (b *Bench) Cut(ctx context.Context, samples []trial.Sample) (faults []Fault, err error) {
	r, err := b.Start(ctx, b.Traits)
	if err != nil {
		return nil, err
	}
	defer r.Stop()
	if !r.Dialled() {
		return nil, nil
	}
	wants := make([]string, len(samples))
	for i, s := range samples {
		e, err := patient(ctx, r, s)
		if err != nil {
			return nil, ctx.Err() // its own fault, told elsewhere
		}
		wants[i] = e.Digest()
	}
	var wg sync.WaitGroup
	for _, s := range spread(samples) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, _ = r.Endorse(ctx, s.State, s.Call.Proposal)
		}()
	}
	err = r.Reopen(ctx)
	wg.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return []Fault{{What: "after its stream was cut: " + err.Error(), Ended: trial.EndOf(ctx, r)}}, nil
	}
	for i, s := range samples {
		e, err := patient(ctx, r, s)
		switch {
		case ctx.Err() != nil:
			return faults, ctx.Err()
		case err != nil:
			what := "after its stream was cut and opened again: " + err.Error()
			return append(faults, Fault{Call: s.Call, What: what, Ended: trial.EndOf(ctx, r)}), nil
		case e.Digest() != wants[i]:
			faults = append(faults, Fault{Call: s.Call, What: "after its stream was cut and opened again it answers otherwise than before"})
		}
	}
	return faults, nil
}

// Compare runs the samples on the replicas of two breeds, such as a v2.5 peer
// and a v3 one.
func Compare(ctx context.Context, a, b Bench, samples []trial.Sample) (faults []Fault, err error) {
	first, err := a.Start(ctx, a.Traits)
	if err != nil {
		return nil, err
	}
	defer first.Stop()
	second, err := b.Start(ctx, b.Traits)
	if err != nil {
		return nil, err
	}
	defer second.Stop()
	for _, s := range samples {
		x, errX := patient(ctx, first, s)
		y, errY := patient(ctx, second, s)
		if ctx.Err() != nil {
			return faults, ctx.Err()
		}
		if errX != nil || errY != nil {
			return append(faults, Fault{Call: s.Call, What: errors.Join(errX, errY).Error()}), nil
		}
		list, err := trial.Compare(x, y)
		if err != nil {
			return faults, err
		}
		for _, d := range list {
			faults = append(faults, Fault{Call: s.Call, What: string(d.Kind)})
		}
	}
	return faults, nil
}

package trial

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// Call is one proposal of a run.
type Call struct {
	// Name is the transaction function, for people and for rules.
	Name     string
	Proposal *peer.Proposal
	// Evaluate says that the proposal is never submitted: what it writes is
	// not committed.
	Evaluate bool
	// Step is what a scenario says for this proposal alone, with its time and
	// nonce; nil where there is none.
	Step *scenario.Step
	// Again makes the proposal once more, with the n-th other transaction ID.
	Again func(n int) (*peer.Proposal, error)
}

// Source gives the proposals, one after the other.
type Source interface {
	Next() (Call, bool)
	// Seen tells what the first replica answered.
	Seen(Call, *peer.Endorsement, error)
	// Drop says that a function is not to be called any more.
	Drop(name string)
}

// Config is how a run goes.
type Config struct {
	// Start starts a replica with these traits.
	Start func(context.Context, process.Traits) (*replica.Replica, error)
	Roles []Role // the first is what others are compared with
	// Repeats is how often each proposal is executed in all.
	Repeats int
	State   *ledger.State
	// Fatal is after how many deaths a function is called no more.
	Fatal int
	// Progress is told after each proposal how many are done.
	Progress func(done int)
}

// Difference is a proposal that replicas answered differently.
type Difference struct {
	Call  Call
	Index int // of the proposal in the run
	State *ledger.Snapshot
	// First and Second are the roles that differ; the same where it was one
	// replica, asked twice.
	First, Second Role
	Of            []difference.Difference
	// Writes says whether the transaction changes the ledger.
	Writes bool

	block uint64   // how many were committed before it
	reads []uint64 // the blocks whose values it read
}

// Death is a proposal at which the process ended, or that was not answered.
type Death struct {
	Call  Call
	Index int
	State *ledger.Snapshot
	Ended *Ended // or
	Stuck *Stuck
	// Alone says that it happens with no other transaction beside it.
	Alone bool

	block uint64 // how many were committed before it
}

// Outcome is what a run found.
type Outcome struct {
	Proposals, Executions, Skipped int
	Ledger                         []Committed
	Differences                    []Difference
	Deaths                         []Death
	Functions                      map[string]*Tally
	// Dropped are the functions that were called no more, and why.
	Dropped map[string]string
	// Logs is what the last processes said.
	Logs [][]byte
}

// Tally is what is known of one function.
type Tally struct {
	Calls, Endorsed int
	// Failure is the last message with which it was not endorsed.
	Failure string
	// Last is the last endorsed call, nil where there was none.
	Last *Sample
	// Slowest and Total are the times that the first replica took, Open the most
	// queries that were left open, Dropped the requests that came two at once.
	Slowest, Total int64 // ns
	Open, Clashes  int
	Writes         bool
	// Late counts requests after the end of their transaction, by type.
	Late map[string]int
}

// Sample is a proposal that was endorsed, and the state that it had.
type Sample struct {
	Call  Call
	State *ledger.Snapshot
}

// Samples are the last endorsed calls of the functions that are still called,
// by name.
func (o *Outcome) Samples() (list []Sample) {
	for _, name := range slices.Sorted(maps.Keys(o.Functions)) {
		if last := o.Functions[name].Last; last != nil && o.Dropped[name] == "" {
			list = append(list, *last)
		}
	}
	return list
}

// genesis is the block of the state that a run begins with.
const genesis = 1

// limits of what is kept.
const (
	keepDifferences = 3 // of a function
	keepDeaths      = 8 // of a function
	keepLogs        = 16
	maxBacklog      = 256
	workers         = 24
)

// job is a proposal on the state that it had.
type job struct {
	call  Call
	index int
	block uint64 // how many were committed before it
	state *ledger.Snapshot
}

// run is a run under way.
type run struct {
	Config
	seats   []*seat
	repeats sync.WaitGroup

	mu    sync.Mutex
	out   *Outcome
	names map[string]string // of functions, by transaction ID
	err   error             // the first that ends the run
}

// Run runs all proposals of the source. An error means that it could not be
// found out how the chaincode behaves, such as when no replica starts any more;
// what was found until then is given too.
func Run(ctx context.Context, c Config, source Source) (*Outcome, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &run{Config: c, out: &Outcome{
		Functions: map[string]*Tally{}, Dropped: map[string]string{},
	}, names: map[string]string{}}
	for _, role := range c.Roles {
		r.seats = append(r.seats, &seat{role: role, start: c.Start, seen: r.gather})
	}
	defer func() {
		for _, s := range r.seats {
			s.close()
		}
	}()
	work := r.hire(ctx)
	for r.failed() == nil {
		call, ok := source.Next()
		if !ok {
			break
		}
		if r.dropped(call.Name) {
			r.out.Skipped++
			source.Drop(call.Name)
			continue
		}
		if err := r.propose(ctx, call, source, work); err != nil {
			r.fail(err)
		}
	}
	close(work)
	r.repeats.Wait()
	return r.out, r.failed()
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
}

// dropped says whether a function is called no more.
func (r *run) dropped(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.out.Dropped[name] != ""
}

func (r *run) failed() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// propose endorses a proposal on every seat, compares, commits, and leaves the
// repeats to others.
func (r *run) propose(ctx context.Context, call Call, source Source, work chan<- repeat) error {
	j := &job{call: call, index: r.out.Proposals, block: uint64(len(r.out.Ledger)), state: r.State.Snapshot()}
	r.out.Proposals++
	r.mu.Lock()
	r.names[call.Proposal.TxID] = call.Name
	r.mu.Unlock()
	answers, err := r.everywhere(ctx, j)
	if err != nil {
		return err
	}
	first := answers[0]
	source.Seen(call, first.endorsement, first.err)
	if died, err := r.bury(ctx, j, answers); err != nil || died {
		return err
	}
	r.count(j, first)
	for i, other := range answers[1:] {
		if err := r.compare(j, r.seats[0], first, r.seats[i+1], other); err != nil {
			return err
		}
	}
	if first.err == nil && first.endorsement.Endorsed() {
		if !call.Evaluate {
			r.out.Ledger = append(r.out.Ledger, Committed{call, first.endorsement.Result.Blocks()})
			version := ledger.Version{Block: genesis + uint64(len(r.out.Ledger))}
			r.State.Commit(first.endorsement.Result, version, call.Proposal.TxID, call.Proposal.Time)
		}
		r.plan(j, first, work)
	}
	if r.Progress != nil {
		r.Progress(r.out.Proposals)
	}
	return nil
}

// answer is what one seat gave.
type answer struct {
	endorsement *peer.Endorsement
	err         error // a failed transaction, an *Ended or a *Stuck
}

// everywhere runs a job on all seats at once. An error is not the chaincode's.
func (r *run) everywhere(ctx context.Context, j *job) ([]answer, error) {
	answers := make([]answer, len(r.seats))
	var wg sync.WaitGroup
	for i, s := range r.seats {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if s.role.Fresh && r.due(j) {
				if answers[i].err = s.renew(ctx); answers[i].err != nil {
					return
				}
			}
			answers[i].endorsement, answers[i].err = s.run(ctx, j)
		}()
	}
	wg.Wait()
	for _, a := range answers {
		if a.err != nil && !theChaincodes(a.err) {
			return nil, a.err
		}
	}
	return answers, nil
}

// theChaincodes says whether an error is the chaincode's doing.
func theChaincodes(err error) bool {
	var ended *Ended
	var stuck *Stuck
	var failed *peer.Failed
	return errors.As(err, &ended) || errors.As(err, &stuck) || errors.As(err, &failed)
}

// Fresh processes see the first calls of every function, and then one call in
// so many.
const (
	freshCalls = 5
	freshEvery = 20
)

func (r *run) due(j *job) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.out.Functions[j.call.Name]
	return t == nil || t.Calls < freshCalls || j.index%freshEvery == 0
}

// count notes what the first replica said of a function.
func (r *run) count(j *job, a answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.out.Executions += len(r.seats)
	t := r.tally(j.call.Name)
	t.Calls++
	e := a.endorsement
	if e != nil {
		t.Total += int64(e.Took)
		t.Slowest = max(t.Slowest, int64(e.Took))
		t.Open, t.Clashes = max(t.Open, e.Open), max(t.Clashes, e.Dropped)
	}
	switch {
	case a.err != nil:
		t.Failure = a.err.Error()
	case !e.Endorsed():
		t.Failure = fmt.Sprintf("%d %s", e.Response.Status, e.Response.Message)
	default:
		t.Endorsed++
		t.Last = &Sample{j.call, j.state}
		t.Writes = t.Writes || e.Result.Writes()
	}
}

// tally is that of a function; r.mu is held.
func (r *run) tally(name string) *Tally { return r.out.tally(name) }

func (o *Outcome) tally(name string) *Tally {
	if o.Functions[name] == nil {
		o.Functions[name] = &Tally{Late: map[string]int{}}
	}
	return o.Functions[name]
}

// Add counts late requests of a function.
func (o *Outcome) Add(name, request string, n int) { o.tally(name).Late[request] += n }

// gather takes from a replica what is to be kept of it.
func (r *run) gather(old *replica.Replica) {
	late, log := old.Stream().TakeLate(), old.Process().Log()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range late {
		if name, ok := r.names[l.TxID]; ok {
			r.out.Add(name, l.Request, 1)
		}
	}
	if len(log) > 0 {
		r.out.Logs = append(r.out.Logs, log)
		if n := len(r.out.Logs); n > keepLogs {
			r.out.Logs = r.out.Logs[n-keepLogs:]
		}
	}
}

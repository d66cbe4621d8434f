package trial

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/replica"
)

// linger is how long processes are listened to after the last answer.
const linger = 200 * time.Millisecond

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
		Functions: map[string]*Tally{}, Dropped: map[string]string{}, Ledger: slices.Clone(c.Before),
	}, names: map[string]string{}}
	for _, role := range c.Roles {
		r.seats = append(r.seats, &seat{role: role, start: c.Start, seen: r.gather})
	}
	defer func() {
		for _, s := range r.seats {
			s.close()
		}
	}()
	r.hire(ctx)
	for r.failed() == nil {
		call, ok := source.Next()
		if !ok {
			break
		}
		if r.dropped(call.Name) {
			continue // Dropped says so
		}
		if err := r.propose(ctx, call, source); err != nil {
			r.fail(err)
		}
	}
	for _, s := range r.seats {
		close(s.work)
	}
	r.repeats.Wait()
	select { // for those who use the stub after their transaction
	case <-time.After(linger):
	case <-ctx.Done():
	}
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

// propose endorses a proposal on the first seat, commits it, and leaves the
// other executions to those who work there.
func (r *run) propose(ctx context.Context, call Call, source Source) error {
	j := &job{call: call, index: r.out.Proposals, block: uint64(len(r.out.Ledger)), state: r.State.Snapshot()}
	r.out.Proposals++
	r.mu.Lock()
	r.names[call.Proposal.TxID] = call.Name
	r.mu.Unlock()
	first, alive, err := r.answered(ctx, j, r.seats[0], true)
	if err != nil {
		return err
	}
	source.Seen(call, first.endorsement, first.err)
	if !alive {
		return nil
	}
	due := r.due(j)
	r.count(j, first)
	if first.err == nil && first.endorsement.Endorsed() && !call.Evaluate && !r.Discard {
		r.out.Ledger = append(r.out.Ledger, Committed{call, first.endorsement.Result.Blocks()})
		version := ledger.Version{Block: genesis + uint64(len(r.out.Ledger))}
		r.State.Commit(first.endorsement.Result, version, call.Proposal.TxID, call.Proposal.Time)
	}
	r.plan(j, first, due)
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
	r.out.Executions++
	t := r.tally(j.call.Name)
	t.Calls++
	e := a.endorsement
	t.saw(e)
	if e != nil {
		t.Total += e.Took
		for _, name := range e.Absent {
			if len(t.Absent) < keepAbsent {
				t.Absent[name] = true
			}
		}
	}
	switch {
	case a.err != nil:
		t.Failure = a.err.Error()
	case !e.Endorsed():
		t.Failure = fmt.Sprintf("%d %s", e.Response.Status, e.Response.Message)
	default:
		t.Endorsed++
		t.Last = &Sample{j.call, j.state}
		if blind := e.Result.Blind(); t.Blind == "" && len(blind) > 0 {
			t.Blind = blind[0].Key
		}
	}
}

// tally is that of a function; r.mu is held.
func (r *run) tally(name string) *Tally { return r.out.tally(name) }

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

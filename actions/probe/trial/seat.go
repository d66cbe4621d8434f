package trial

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
)

// Role is what a replica is for.
type Role struct {
	Traits process.Traits
	// Fresh replicas are replaced before a proposal, again and again.
	Fresh bool
	// Once says that each proposal is executed once only: what the traits
	// change, they change at once, and a moved clock and a single processor
	// make a replica slow.
	Once bool
}

// seat is a role, and the replica that fills it at the moment.
type seat struct {
	role  Role
	start func(context.Context, process.Traits) (*replica.Replica, error)
	seen  func(*replica.Replica) // before a replica is let go
	work  chan repeat            // what is to be done here

	mu   sync.Mutex
	now  *replica.Replica
	busy map[*job]bool
	// spare is the next fresh replica, started while the one before works.
	spare chan started
}

type started struct {
	replica *replica.Replica
	err     error
}

// Ended is the error of a proposal during which the process ended.
type Ended struct {
	Exit process.Exit
	// Over says that the process is gone; else it ended the stream only.
	Over bool
	Log  []byte
	// Why is what the peer knows of the stream's end, "" where nothing.
	Why string
	// Beside are the functions that ran at the same time.
	Beside []string
	// Asked counts what the transaction had asked the peer, by type.
	Asked map[string]int

	reads []uint64 // the blocks whose values it had read
}

func (e *Ended) Error() string {
	if !e.Over {
		return "the chaincode ended the stream"
	}
	return "the chaincode's process ended: " + e.Exit.String()
}

// EndOf is how a replica's process ended, or its stream.
func EndOf(ctx context.Context, r *replica.Replica) *Ended {
	e := &Ended{}
	e.Exit, e.Log, e.Over = r.Over(ctx)
	return e
}

// Stuck is the error of a proposal that was not answered in time.
type Stuck struct {
	// Dump are the goroutines of the process, "" where they could not be had.
	Dump string
	Err  error
}

func (e *Stuck) Error() string { return e.Err.Error() }

// StuckOn ends a replica on which a proposal was not answered, with a dump of
// its goroutines. err is that of Endorse.
func StuckOn(ctx context.Context, r *replica.Replica, err error) *Stuck {
	text, failed := r.Dump(ctx)
	if failed != nil {
		err = fmt.Errorf("%w (and no stack dump: %w)", err, failed)
	}
	return &Stuck{text, err}
}

// take is a replica that works, with j noted as running on it.
func (s *seat) take(ctx context.Context, j *job) (*replica.Replica, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == nil {
		r, err := s.start(ctx, s.role.Traits)
		if err != nil {
			return nil, err
		}
		s.now, s.busy = r, map[*job]bool{}
	}
	s.busy[j] = true
	return s.now, nil
}

// leave says that j does not run on r any more. Where r has ended, the seat
// becomes free, and beside are the other functions that ran on it.
func (s *seat) leave(r *replica.Replica, j *job, over bool) (beside []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != r {
		return nil
	}
	delete(s.busy, j)
	if over {
		for other := range maps.Keys(s.busy) {
			beside = append(beside, other.call.Name)
		}
		s.now = nil
		s.seen(r)
		r.Stop()
	}
	slices.Sort(beside)
	return slices.Compact(beside)
}

// attempts is how often a proposal is tried whose process ended for another
// one's sake.
const attempts = 5

// run endorses one proposal. One that is not answered in time is tried once
// more: a machine may be busy.
func (s *seat) run(ctx context.Context, j *job) (*peer.Endorsement, error) {
	var err error
	var stuck *Stuck
	for range attempts {
		var r *replica.Replica
		if r, err = s.take(ctx, j); err != nil {
			return nil, err
		}
		var e *peer.Endorsement
		if e, err = r.Endorse(ctx, j.state, j.call.Proposal); err == nil {
			s.leave(r, j, false)
			return e, nil
		}
		e, err = s.failed(ctx, r, j, e, err)
		if again := stuck == nil && errors.As(err, &stuck); again || errors.Is(err, errAgain) {
			continue
		}
		return e, err
	}
	if stuck != nil {
		return nil, stuck
	}
	return nil, fmt.Errorf("%d processes in turn ended during other transactions", attempts)
}

// errAgain asks for another attempt.
var errAgain = errors.New("the process was ended for another transaction's sake")

// failed says what an error of Endorse means.
func (s *seat) failed(ctx context.Context, r *replica.Replica, j *job, e *peer.Endorsement, err error) (*peer.Endorsement, error) {
	switch {
	case ctx.Err() != nil:
		s.leave(r, j, false)
		return nil, ctx.Err()
	case errors.Is(err, peer.ErrTimeout):
		stuck := StuckOn(ctx, r, err)
		s.leave(r, j, true)
		return nil, stuck
	case replica.Ended(err):
		stopped := r.Stopped()
		if stopped {
			s.leave(r, j, true)
			return nil, errAgain
		}
		ended := EndOf(ctx, r)
		if why := r.Stream().Err(); why != nil && !errors.Is(why, io.EOF) {
			ended.Why = why.Error()
		}
		if e != nil {
			ended.Asked, ended.reads = e.Requests, blocks(e)
		}
		ended.Beside = s.leave(r, j, true)
		return nil, ended
	}
	s.leave(r, j, false)
	return e, err
}

// renew puts a fresh replica on the seat, and begins to start the one after.
func (s *seat) renew(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		s.seen(s.now)
		s.now.Stop()
		s.now = nil
	}
	next := started{}
	if s.spare != nil {
		next = <-s.spare
	} else {
		next.replica, next.err = s.start(ctx, s.role.Traits)
	}
	s.spare = make(chan started, 1)
	go func(spare chan started) {
		r, err := s.start(ctx, s.role.Traits)
		spare <- started{r, err}
	}(s.spare)
	if next.err != nil {
		return next.err
	}
	s.now, s.busy = next.replica, map[*job]bool{}
	return nil
}

// close ends what the seat has.
func (s *seat) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		s.seen(s.now)
		s.now.Stop()
		s.now = nil
	}
	if s.spare != nil {
		if next := <-s.spare; next.replica != nil {
			next.replica.Stop()
		}
		s.spare = nil
	}
}

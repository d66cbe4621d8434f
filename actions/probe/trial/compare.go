package trial

import (
	"bytes"
	"context"
	"errors"

	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/peer"
)

// compare notes how two answers differ.
func (r *run) compare(j *job, a, b answer) error {
	list, err := Compare(a.endorsement, b.endorsement)
	if err != nil || len(list) == 0 {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := 0
	for _, d := range r.out.Differences {
		if d.Call.Name == j.call.Name {
			known++
		}
	}
	if known < keepDifferences {
		r.out.Differences = append(r.out.Differences, Difference{
			Call: j.call, State: j.state, Of: list,
			Writes: writes(a.endorsement) || writes(b.endorsement), block: j.block, reads: blocks(a.endorsement),
		})
	}
	return nil
}

func writes(e *peer.Endorsement) bool { return e != nil && e.Result.Writes() }

func blocks(e *peer.Endorsement) []uint64 {
	if e == nil {
		return nil
	}
	return e.Result.Blocks()
}

// Compare is difference.Of, fast where there is none.
func Compare(a, b *peer.Endorsement) ([]difference.Difference, error) {
	if a.Endorsed() && b.Endorsed() && proto.Equal(a.Response, b.Response) && proto.Equal(a.Event, b.Event) &&
		bytes.Equal(a.Result.Bytes(), b.Result.Bytes()) {
		return nil, nil
	}
	return difference.Of(a, b)
}

// repeat is a job to do on one seat, some times.
type repeat struct {
	job   *job
	want  answer
	times int
	renew bool // on a fresh process
}

// plan has every other seat do a job, and those that are made for it so often
// that it was executed Repeats times in all. A proposal that was refused is not
// repeated: nobody signs it.
func (r *run) plan(j *job, want answer, due bool) {
	times := make([]int, len(r.seats))
	var kept []int
	for i, s := range r.seats {
		if i > 0 {
			times[i] = 1
		}
		if !s.role.Fresh && !s.role.Once {
			kept = append(kept, i)
		}
	}
	if want.err == nil && want.endorsement.Endorsed() {
		left := max(0, r.Repeats-len(r.seats))
		for n, i := range kept {
			times[i] += (left + n) / len(kept)
		}
	}
	for i, s := range r.seats {
		if times[i] > 0 {
			s.work <- repeat{j, want, times[i], s.role.Fresh && due}
		}
	}
}

// hire starts those who work at the seats: the more messages at once, the fewer
// system calls for each. A fresh process is replaced between two jobs, so there
// is one at a time.
func (r *run) hire(ctx context.Context) {
	for _, s := range r.seats {
		s.work = make(chan repeat, maxBacklog)
		n := workers
		if s.role.Fresh {
			n = 1
		}
		for range n {
			r.repeats.Add(1)
			go func() {
				defer r.repeats.Done()
				for one := range s.work {
					if r.failed() == nil {
						if err := r.redo(ctx, s, one); err != nil {
							r.fail(err)
						}
					}
				}
			}()
		}
	}
}

// redo does a repeat; one transaction ID can be on a stream once, so it is one
// execution after the other.
func (r *run) redo(ctx context.Context, s *seat, one repeat) error {
	if one.renew {
		if err := s.renew(ctx); err != nil {
			return err
		}
	}
	for range one.times {
		again, alive, err := r.answered(ctx, one.job, s, false)
		if err != nil || !alive {
			return err
		}
		r.mu.Lock()
		r.out.Executions++
		r.tally(one.job.call.Name).saw(again.endorsement)
		r.mu.Unlock()
		if err := r.compare(one.job, one.want, again); err != nil {
			return err
		}
	}
	return nil
}

// answered runs a job until no process ends for another one's sake; alive says
// that none ended, or hung, for its own. Main is the first run of a proposal,
// in its turn. An error is not the chaincode's.
func (r *run) answered(ctx context.Context, j *job, s *seat, main bool) (a answer, alive bool, err error) {
	for try := range attempts {
		a.endorsement, a.err = s.run(ctx, j)
		if a.err != nil && !theChaincodes(a.err) {
			return a, false, a.err
		}
		death, err := r.death(ctx, j, a, main)
		if err != nil {
			return a, false, err
		}
		if death == nil {
			return a, true, nil
		}
		if death.Alone || death.Stuck != nil || try == 0 {
			r.record(*death)
		}
		if death.Alone || death.Stuck != nil {
			break
		}
	}
	return a, false, nil
}

// death is what an answer says of the end of its process, nil where it says
// nothing.
func (r *run) death(ctx context.Context, j *job, a answer, main bool) (*Death, error) {
	death := &Death{Call: j.call, block: j.block}
	switch {
	case errors.As(a.err, &death.Stuck):
		death.Alone = main
	case errors.As(a.err, &death.Ended):
		alone, err := r.alone(ctx, j)
		if err != nil {
			return nil, err
		}
		if alone != nil {
			death.Ended, death.Alone = alone, true
		}
	default:
		return nil, nil
	}
	return death, nil
}

// alone runs a job on a replica of its own, to see whether it is what ends the
// process.
func (r *run) alone(ctx context.Context, j *job) (*Ended, error) {
	s := &seat{role: r.Roles[0], start: r.Start, seen: r.gather}
	defer s.close()
	_, err := s.run(ctx, j)
	var ended *Ended
	if err != nil && !theChaincodes(err) {
		return nil, err
	}
	errors.As(err, &ended)
	return ended, nil
}

func (r *run) record(d Death) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name := d.Call.Name
	t := r.tally(name)
	if d.Alone || d.Stuck != nil {
		t.Calls++ // else it is run again
	}
	t.Failure = "it ended the process"
	if d.Stuck != nil {
		t.Failure = "it did not answer in time"
	}
	deaths := 1
	for _, old := range r.out.Deaths {
		if old.Call.Name == name {
			deaths++
		}
	}
	if deaths <= keepDeaths {
		r.out.Deaths = append(r.out.Deaths, d)
	}
	switch {
	case d.Stuck != nil:
		r.out.Dropped[name] = t.Failure
	case d.Alone && deaths >= r.Fatal:
		r.out.Dropped[name] = t.Failure
	}
}

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
func (r *run) compare(j *job, s *seat, a answer, other *seat, b answer) error {
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
			Call: j.call, Index: j.index, State: j.state, First: s.role, Second: other.role, Of: list,
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

// repeat is a job to do again on one seat, some times.
type repeat struct {
	job   *job
	want  answer
	seat  *seat
	times int
}

// plan spreads the repeats of a job over the seats that are made for it.
func (r *run) plan(j *job, want answer, work chan<- repeat) {
	var kept []*seat
	for _, s := range r.seats {
		if !s.role.Fresh && !s.role.Once {
			kept = append(kept, s)
		}
	}
	left := r.Repeats - len(r.seats)
	for i, s := range kept {
		if times := (left + i) / len(kept); times > 0 {
			work <- repeat{j, want, s, times}
		}
	}
}

// hire starts those who do repeats.
func (r *run) hire(ctx context.Context) chan<- repeat {
	work := make(chan repeat, maxBacklog)
	for range workers {
		r.repeats.Add(1)
		go func() {
			defer r.repeats.Done()
			for one := range work {
				if r.failed() == nil {
					r.redo(ctx, one)
				}
			}
		}()
	}
	return work
}

// redo does a repeat; one transaction ID can be on a stream once, so it is one
// execution after the other.
func (r *run) redo(ctx context.Context, one repeat) {
	for range one.times {
		again, alive, err := r.answered(ctx, one.job, func() ([]answer, error) {
			e, err := one.seat.run(ctx, one.job)
			if err != nil && !theChaincodes(err) {
				return nil, err
			}
			return []answer{{e, err}}, nil
		})
		if err != nil {
			r.fail(err)
			return
		}
		if !alive {
			return
		}
		r.mu.Lock()
		r.out.Executions++
		t := r.tally(one.job.call.Name)
		if e := again[0].endorsement; e != nil {
			t.Open, t.Unclosed, t.Clashes = max(t.Open, e.Open), max(t.Unclosed, e.Unclosed), max(t.Clashes, e.Dropped)
		}
		r.mu.Unlock()
		if err := r.compare(one.job, r.seats[0], one.want, one.seat, again[0]); err != nil {
			r.fail(err)
			return
		}
	}
}

// answered runs a job until no process ends for another one's sake; alive says
// that none ended, or hung, for its own.
func (r *run) answered(ctx context.Context, j *job, run func() ([]answer, error)) (answers []answer, alive bool, err error) {
	for try := range attempts {
		if answers, err = run(); err != nil {
			return nil, false, err
		}
		death, err := r.death(ctx, j, answers)
		if err != nil {
			return nil, false, err
		}
		if death == nil {
			return answers, true, nil
		}
		if death.Alone || death.Stuck != nil || try == 0 {
			r.record(*death)
		}
		if death.Alone || death.Stuck != nil {
			break
		}
	}
	return answers, false, nil
}

// death is what some answers of a job say of the end of its process, nil where
// they say nothing.
func (r *run) death(ctx context.Context, j *job, answers []answer) (*Death, error) {
	for _, a := range answers {
		death := &Death{Call: j.call, Index: j.index, State: j.state, block: j.block}
		switch {
		case errors.As(a.err, &death.Stuck):
			death.Alone = len(answers) > 1
		case errors.As(a.err, &death.Ended):
			alone, err := r.alone(ctx, j)
			if err != nil {
				return nil, err
			}
			if alone != nil {
				death.Ended, death.Alone = alone, true
			}
		default:
			continue
		}
		return death, nil
	}
	return nil, nil
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

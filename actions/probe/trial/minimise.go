package trial

import (
	"context"
	"slices"
	"time"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
)

// Committed is a proposal that was committed; the first of a list is the block
// after genesis, the next the one after, and so on.
type Committed struct {
	Call  Call
	Reads []uint64 // the blocks whose values it read
}

// Shrinker finds the shortest scenario that still shows a difference.
type Shrinker struct {
	Start  func(context.Context, process.Traits) (*replica.Replica, error)
	Ledger []Committed
	// Begin makes the state that the run began with.
	Begin func() *ledger.State
	// Repeats is how often the last proposal is executed.
	Repeats int
	// Budget is how long to go on shortening.
	Budget time.Duration
	// Same says whether an end is the one that is looked for; nil: any is.
	Same func(*Ended) bool
}

// Shrink gives the shortest scenario that it finds, the differing proposal last,
// and whether that shows the difference: state kept in a process may need what
// ran beside it.
func (s *Shrinker) Shrink(ctx context.Context, d Difference, cause Cause, shown [2]process.Traits) ([]Call, bool, error) {
	b := &bench{Shrinker: s, traits: shown[:], fresh: cause == Process}
	defer b.close()
	kinds := kinds(d.Of)
	b.shown = func(ctx context.Context, moment *ledger.Snapshot, call Call) (bool, error) {
		return b.differs(ctx, kinds, moment, call)
	}
	before := s.Ledger[:min(int(d.block), len(s.Ledger))]
	return b.shrink(ctx, d.Call, nil, s.closure(before, d.reads), calls(before))
}

// ShrinkDeath is Shrink for a proposal that ends the process.
func (s *Shrinker) ShrinkDeath(ctx context.Context, d Death, traits process.Traits) ([]Call, bool, error) {
	b := &bench{Shrinker: s, traits: []process.Traits{traits}}
	defer b.close()
	b.shown = func(ctx context.Context, moment *ledger.Snapshot, call Call) (bool, error) {
		_, err := b.seats[0].Endorse(ctx, moment, call.Proposal)
		if !replica.Ended(err) || ctx.Err() != nil {
			return false, ctx.Err()
		}
		return b.Same == nil || b.Same(EndOf(ctx, b.seats[0])), ctx.Err()
	}
	before := s.Ledger[:min(int(d.block), len(s.Ledger))]
	var reads []uint64
	if d.Ended != nil {
		reads = d.Ended.reads
	}
	return b.shrink(ctx, d.Call, nil, s.closure(before, reads), calls(before))
}

// shrink takes the first of the beginnings with which the last proposal shows
// what it should, and shortens it.
func (b *bench) shrink(ctx context.Context, last Call, beginnings ...[]Call) ([]Call, bool, error) {
	for _, list := range beginnings {
		shows, err := b.shows(ctx, append(slices.Clone(list), last))
		if err != nil {
			return nil, false, err
		}
		if shows {
			list, err := b.reduce(ctx, list, last)
			return append(list, last), true, err
		}
	}
	return append(slices.Clone(beginnings[len(beginnings)-1]), last), false, nil
}

func calls(list []Committed) []Call {
	out := make([]Call, len(list))
	for i, c := range list {
		out[i] = c.Call
	}
	return out
}

// closure are the proposals that wrote what the last one read, those that
// wrote what they read, and so on.
func (s *Shrinker) closure(before []Committed, reads []uint64) []Call {
	need := map[uint64]bool{}
	var follow func(blocks []uint64)
	follow = func(blocks []uint64) {
		for _, b := range blocks {
			if b <= genesis || b-genesis > uint64(len(before)) || need[b] {
				continue
			}
			need[b] = true
			follow(before[b-genesis-1].Reads)
		}
	}
	follow(reads)
	var list []Call
	for i, c := range before {
		if need[genesis+1+uint64(i)] {
			list = append(list, c.Call)
		}
	}
	return list
}

// reduce leaves out what is not needed: halves, quarters, and so on to single
// proposals (delta debugging, Zeller and Hildebrandt 2002).
func (b *bench) reduce(ctx context.Context, list []Call, last Call) ([]Call, error) {
	end := time.Now().Add(b.Budget)
	for size := (len(list) + 1) / 2; size > 0; {
		removed := false
		for i := 0; i < len(list) && time.Now().Before(end); {
			shorter := slices.Concat(list[:i], list[min(i+size, len(list)):])
			shows, err := b.shows(ctx, append(slices.Clone(shorter), last))
			if err != nil {
				return list, err
			}
			if shows {
				list, removed = shorter, true
			} else {
				i += size
			}
		}
		if size == 1 && (!removed || time.Now().After(end)) {
			break
		}
		if size > 1 {
			size /= 2
		}
	}
	return list, nil
}

// bench tries scenarios.
type bench struct {
	*Shrinker
	traits []process.Traits // of the replicas
	fresh  bool             // processes must be new for each try
	seats  []*replica.Replica
	// shown says whether the last proposal shows what it should.
	shown func(context.Context, *ledger.Snapshot, Call) (bool, error)
}

func kinds(list []difference.Difference) map[difference.Kind]bool {
	m := map[difference.Kind]bool{}
	for _, d := range list {
		m[d.Kind] = true
	}
	return m
}

// fill puts a replica on each seat.
func (b *bench) fill(ctx context.Context) error {
	if b.seats == nil {
		b.seats = make([]*replica.Replica, len(b.traits))
	}
	for i, old := range b.seats {
		if old != nil && !b.fresh && old.Alive() {
			continue
		}
		if old != nil {
			old.Stop()
			b.seats[i] = nil
		}
		r, err := b.Start(ctx, b.traits[i])
		if err != nil {
			return err
		}
		b.seats[i] = r
	}
	return nil
}

func (b *bench) close() {
	for _, r := range b.seats {
		if r != nil {
			r.Stop()
		}
	}
}

// shows runs a scenario: all but the last proposal on the first replica.
func (b *bench) shows(ctx context.Context, scenario []Call) (bool, error) {
	if err := b.fill(ctx); err != nil {
		return false, err
	}
	state := b.Begin()
	last := len(scenario) - 1
	for i, call := range scenario[:last] {
		e, err := b.seats[0].Endorse(ctx, state.Snapshot(), call.Proposal)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if !b.seats[0].Alive() {
			return false, nil // for another one's sake
		}
		if err != nil || !e.Endorsed() {
			continue // as in the run: it changes nothing
		}
		if !call.Evaluate {
			state.Commit(e.Result, ledger.Version{Block: genesis + 1 + uint64(i)}, call.Proposal.TxID, call.Proposal.Time)
		}
	}
	return b.shown(ctx, state.Snapshot(), scenario[last])
}

// differs says whether a proposal, on two replicas or again on one, shows a
// difference of one of the kinds.
func (b *bench) differs(ctx context.Context, kinds map[difference.Kind]bool, moment *ledger.Snapshot, call Call) (bool, error) {
	first, err := b.seats[0].Endorse(ctx, moment, call.Proposal)
	if err != nil {
		return false, ctx.Err()
	}
	for i := range b.Repeats {
		again, err := b.seats[1-i%2].Endorse(ctx, moment, call.Proposal)
		if err != nil {
			return false, ctx.Err()
		}
		list, err := Compare(first, again)
		if err != nil {
			return false, err
		}
		for _, d := range list {
			if kinds[d.Kind] {
				return true, nil
			}
		}
	}
	return false, nil
}

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
}

// Shrink gives the shortest scenario that it finds, the differing proposal last,
// and whether that shows the difference: state kept in a process may need what
// ran beside it.
func (s *Shrinker) Shrink(ctx context.Context, d Difference, cause Cause, shown [2]process.Traits) ([]Call, bool, error) {
	bench := &bench{Shrinker: s, kinds: kinds(d.Of), traits: shown, fresh: cause == Process}
	defer bench.close()
	before := s.Ledger[:min(int(d.block), len(s.Ledger))]
	found := false
	var best []Call
	for _, candidate := range [][]Call{nil, s.closure(before, d), calls(before)} {
		shows, err := bench.shows(ctx, append(slices.Clone(candidate), d.Call))
		if err != nil {
			return nil, false, err
		}
		if shows {
			best, found = candidate, true
			break
		}
	}
	if !found {
		return append(calls(before), d.Call), false, nil
	}
	best, err := bench.reduce(ctx, best, d.Call)
	return append(best, d.Call), true, err
}

func calls(list []Committed) []Call {
	out := make([]Call, len(list))
	for i, c := range list {
		out[i] = c.Call
	}
	return out
}

// closure are the proposals that wrote what the differing one read, those that
// wrote what they read, and so on.
func (s *Shrinker) closure(before []Committed, d Difference) []Call {
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
	follow(d.reads)
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
	kinds  map[difference.Kind]bool
	traits [2]process.Traits
	fresh  bool // processes must be new for each try
	pair   [2]*replica.Replica
}

func kinds(list []difference.Difference) map[difference.Kind]bool {
	m := map[difference.Kind]bool{}
	for _, d := range list {
		m[d.Kind] = true
	}
	return m
}

// seats gives two replicas with the traits.
func (b *bench) seats(ctx context.Context) error {
	for i := range b.pair {
		if old := b.pair[i]; old != nil && (b.fresh || !old.Alive()) {
			old.Stop()
			b.pair[i] = nil
		}
		if b.pair[i] == nil {
			r, err := b.Start(ctx, b.traits[i])
			if err != nil {
				return err
			}
			b.pair[i] = r
		}
	}
	return nil
}

func (b *bench) close() {
	for _, r := range b.pair {
		if r != nil {
			r.Stop()
		}
	}
}

// shows runs a scenario: all but the last proposal on the first replica, the
// last one on both.
func (b *bench) shows(ctx context.Context, scenario []Call) (bool, error) {
	if err := b.seats(ctx); err != nil {
		return false, err
	}
	state := b.Begin()
	last := len(scenario) - 1
	for i, call := range scenario[:last] {
		e, err := b.pair[0].Endorse(ctx, state.Snapshot(), call.Proposal)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil || !e.Endorsed() {
			continue // as in the run: it changes nothing
		}
		if !call.Evaluate {
			state.Commit(e.Result, ledger.Version{Block: genesis + 1 + uint64(i)}, call.Proposal.TxID, call.Proposal.Time)
		}
	}
	moment := state.Snapshot()
	first, err := b.pair[0].Endorse(ctx, moment, scenario[last].Proposal)
	if err != nil {
		return false, ctx.Err()
	}
	for i := range b.Repeats {
		again, err := b.pair[1-i%2].Endorse(ctx, moment, scenario[last].Proposal)
		if err != nil {
			return false, ctx.Err()
		}
		list, err := Compare(first, again)
		if err != nil {
			return false, err
		}
		for _, d := range list {
			if b.kinds[d.Kind] {
				return true, nil
			}
		}
	}
	return false, nil
}

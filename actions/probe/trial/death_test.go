package trial_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// TestShrinkDeath: the shortest scenario of an end is one that ends so, and not
// in another way, and has what was committed in a run before.
func TestShrinkDeath(t *testing.T) {
	breed, _ := twins(t)
	start := func(ctx context.Context, traits process.Traits) (*replica.Replica, error) {
		return breed.Start(ctx, traits)
	}
	state := ledger.NewState("ch")
	run := func(c trial.Config, calls ...trial.Call) *trial.Outcome {
		t.Helper()
		c.Start, c.Roles, c.Repeats, c.State, c.Fatal = start, roles()[:1], 1, state, 2
		out, err := trial.Run(t.Context(), c, &list{calls: calls})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := run(trial.Config{}, call(t, 1, "Create", "k1", "tom", "7"), call(t, 2, "Create", "k2", "bad", "7"), call(t, 3, "Create", "k3", "ann", "7"))
	if tally := first.Functions["Create"]; tally.Endorsed != 3 {
		t.Fatalf("got %d endorsed (%s), want 3", tally.Endorsed, tally.Failure)
	}
	second := run(trial.Config{Before: first.Ledger}, call(t, 4, "Create", "k4", "max", "7"), call(t, 5, "Fragile", "k2"))
	if len(second.Deaths) != 1 || !second.Deaths[0].Alone {
		t.Fatalf("got deaths %+v, want one alone", second.Deaths)
	}
	if asked := second.Deaths[0].Ended.Asked; asked["GET_STATE"] != 1 {
		t.Errorf("got %v asked before the end, want one GET_STATE", asked)
	}
	shrinker := &trial.Shrinker{
		Start: start, Ledger: second.Ledger, Begin: func() *ledger.State { return ledger.NewState("ch") }, Budget: time.Minute,
		Same: func(e *trial.Ended) bool { return bytes.Contains(e.Log, []byte("panic: bad value")) },
	}
	got, shows, err := shrinker.ShrinkDeath(t.Context(), second.Deaths[0], base())
	if err != nil {
		t.Fatal(err)
	}
	if !shows || len(got) != 2 || got[0].Proposal != first.Ledger[1].Call.Proposal || got[1].Name != "Fragile" {
		t.Errorf("got %d calls, shown %v, want the second Create and Fragile", len(got), shows)
	}
	shrinker.Same = nil
	if got, shows, err = shrinker.ShrinkDeath(t.Context(), second.Deaths[0], base()); err != nil || !shows || len(got) != 1 {
		t.Errorf("got %d calls, shown %v, %v; where any end will do, want Fragile alone", len(got), shows, err)
	}
}

// TestDiscard: nothing that was endorsed is there for the next proposal.
func TestDiscard(t *testing.T) {
	breed, _ := twins(t)
	out, err := trial.Run(t.Context(), trial.Config{
		Start: func(ctx context.Context, traits process.Traits) (*replica.Replica, error) {
			return breed.Start(ctx, traits)
		},
		Roles: roles()[:1], Repeats: 1, State: ledger.NewState("ch"), Fatal: 2, Discard: true,
	}, &list{calls: []trial.Call{call(t, 1, "Create", "k1", "tom", "7"), call(t, 2, "Read", "k1")}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Functions["Create"].Endorsed != 1 || out.Functions["Read"].Endorsed != 0 || len(out.Ledger) != 0 {
		t.Errorf("got %d created, %d read and %d committed, want 1, 0 and 0", out.Functions["Create"].Endorsed, out.Functions["Read"].Endorsed, len(out.Ledger))
	}
}

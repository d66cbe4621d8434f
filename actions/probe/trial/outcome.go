package trial

import (
	"context"
	"maps"
	"slices"
	"time"

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
}

// Config is how a run goes.
type Config struct {
	// Start starts a replica with these traits.
	Start func(context.Context, process.Traits) (*replica.Replica, error)
	Roles []Role // the first is what others are compared with
	// Repeats is how often each proposal is executed in all.
	Repeats int
	State   *ledger.State
	// Before is what was committed to the state already.
	Before []Committed
	// Discard says that nothing is committed: each proposal has the same state.
	Discard bool
	// Fatal is after how many deaths a function is called no more.
	Fatal int
	// Progress is told after each proposal how many are done.
	Progress func(done int)
}

// Difference is a proposal that replicas answered differently.
type Difference struct {
	Call  Call
	State *ledger.Snapshot
	Of    []difference.Difference
	// Writes says whether the transaction changes the ledger.
	Writes bool

	block uint64   // how many were committed before it
	reads []uint64 // the blocks whose values it read
}

// Death is a proposal at which the process ended, or that was not answered.
type Death struct {
	Call  Call
	Ended *Ended // or
	Stuck *Stuck
	// Alone says that it happens with no other transaction beside it.
	Alone bool

	block uint64 // how many were committed before it
}

// Outcome is what a run found.
type Outcome struct {
	Proposals, Executions int
	Ledger                []Committed
	Differences           []Difference
	Deaths                []Death
	Functions             map[string]*Tally
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
	// Total is the time that the first replica took, Open the most queries that
	// were left open, Unclosed those that were never closed, Clashes the
	// requests that came two at once.
	Total                   time.Duration
	Open, Unclosed, Clashes int
	// Blind is a key whose metadata were set and which was neither read nor
	// written, "" where there was none.
	Blind string
	// Late counts requests after the end of their transaction, by type.
	Late map[string]int
	// Absent are chaincodes that it called and that are not there.
	Absent map[string]bool
}

// saw notes what a function did beside its answer.
func (t *Tally) saw(e *peer.Endorsement) {
	if e != nil {
		t.Open, t.Unclosed, t.Clashes = max(t.Open, e.Open), max(t.Unclosed, e.Unclosed), max(t.Clashes, e.Dropped)
	}
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
	keepAbsent      = 8 // of a function
	maxBacklog      = 256
	workers         = 32 // at a seat
)

func (o *Outcome) tally(name string) *Tally {
	if o.Functions[name] == nil {
		o.Functions[name] = &Tally{Late: map[string]int{}, Absent: map[string]bool{}}
	}
	return o.Functions[name]
}

// Add counts late requests of a function.
func (o *Outcome) Add(name, request string, n int) { o.tally(name).Late[request] += n }

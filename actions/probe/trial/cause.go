package trial

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
)

// Cause is what makes replicas differ.
type Cause string

// The causes. Each but the last two is shown by replicas that differ in nothing
// else.
const (
	Clock       Cause = "clock"
	Zone        Cause = "time zone"
	Environment Cause = "environment"
	Hostname    Cause = "hostname"
	Folder      Cause = "working folder"
	Processors  Cause = "processors"
	Process     Cause = "state kept in the process"
	Order       Cause = "order" // of a map, of goroutines: a few outcomes
	Random      Cause = "chance"
	Unknown     Cause = "unknown"
)

// Experiment finds causes.
type Experiment struct {
	Start func(context.Context, process.Traits) (*replica.Replica, error)
	// Base are the usual traits, Varied those that peers may differ in.
	Base, Varied process.Traits
	// Executions is how often one process is asked.
	Executions int
	// Frozen says that a clock can be stopped here.
	Frozen bool
}

// Cause is what makes a difference, and how that was seen. The traits are those
// that show it.
func (x *Experiment) Cause(ctx context.Context, d Difference) (cause Cause, shown [2]process.Traits, how string, err error) {
	ask := question{x, d.Call.Proposal, d.State}
	first, err := ask.series(ctx, x.Base, x.Executions)
	if err != nil {
		return Unknown, shown, "", err
	}
	second, err := ask.series(ctx, x.Base, x.Executions)
	if err != nil {
		return Unknown, shown, "", err
	}
	shown = [2]process.Traits{x.Base, x.Base}
	distinct := len(slices.Compact(slices.Sorted(slices.Values(first))))
	switch {
	case distinct == 1 && slices.Equal(first, second):
		return x.trait(ctx, ask, first[0])
	case distinct == 1 && len(slices.Compact(slices.Clone(second))) == 1:
		return Process, shown, "each process gives a result of its own, again and again", nil
	case slices.Equal(first, second):
		return Process, shown, fmt.Sprintf("%d calls in one process gave %d results, the same in two processes", len(first), distinct), nil
	}
	if x.Frozen {
		stopped, err := ask.stopped(ctx)
		if err != nil {
			return Unknown, shown, "", err
		}
		if stopped {
			return Clock, shown, "with a clock that stands still nothing differs", nil
		}
	}
	how = fmt.Sprintf("%d calls in one process gave %d results", len(first), distinct)
	if distinct > len(first)*3/4 {
		return Random, shown, how, nil
	}
	return Order, shown, how, nil
}

// trait finds the single trait that changes the result.
func (x *Experiment) trait(ctx context.Context, ask question, want string) (Cause, [2]process.Traits, string, error) {
	shown := [2]process.Traits{x.Base, x.Base}
	for _, t := range x.variations() {
		got, err := ask.series(ctx, t.traits, 1)
		if err != nil {
			return Unknown, shown, "", err
		}
		if got[0] != want {
			shown[1] = t.traits
			return t.cause, shown, t.how, nil
		}
	}
	return Process, shown, "a process that has served other transactions answers otherwise than a new one", nil
}

// variation differs from the usual traits in one.
type variation struct {
	cause  Cause
	traits process.Traits
	how    string
}

func (x *Experiment) variations() (list []variation) {
	vary := func(cause Cause, how string, set func(t *process.Traits)) {
		v := variation{cause, x.Base, how}
		set(&v.traits)
		list = append(list, v)
	}
	v := x.Varied
	if v.Clock != x.Base.Clock {
		vary(Clock, fmt.Sprintf("it differs when the clock is %d days ahead", v.Clock/(24*time.Hour)), func(t *process.Traits) { t.Clock = v.Clock })
	}
	vary(Zone, fmt.Sprintf("it differs between UTC and UTC+%.0f", v.Offset.Hours()), func(t *process.Traits) { t.Offset = v.Offset })
	if v.Hostname != x.Base.Hostname {
		vary(Hostname, fmt.Sprintf("it differs between the hosts %s and %s", x.Base.Hostname, v.Hostname), func(t *process.Traits) { t.Hostname = v.Hostname })
	}
	vary(Folder, "it differs between working folders", func(t *process.Traits) { t.Dir = v.Dir })
	vary(Processors, fmt.Sprintf("it differs between GOMAXPROCS=%d and %d", x.Base.MaxProcs, v.MaxProcs), func(t *process.Traits) { t.MaxProcs = v.MaxProcs })
	if v.OneCPU {
		vary(Processors, "it differs where there is one processor only", func(t *process.Traits) { t.OneCPU = true })
	}
	vary(Environment, "it differs when the environment does", func(t *process.Traits) { t.Env = v.Env })
	return list
}

// question is a proposal on a state, to ask of processes.
type question struct {
	x        *Experiment
	proposal *peer.Proposal
	state    *ledger.Snapshot
}

// series are the answers of a new process to the same question, n times.
func (q question) series(ctx context.Context, traits process.Traits, n int) ([]string, error) {
	r, err := q.x.Start(ctx, traits)
	if err != nil {
		return nil, err
	}
	defer r.Stop()
	var list []string
	for range n {
		e, err := r.Endorse(ctx, q.state, q.proposal)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			list = append(list, "error: "+err.Error())
			break
		}
		list = append(list, e.Digest())
	}
	return list, nil
}

// stopped says whether processes agree, with themselves and each other, while
// the clock stands still.
func (q question) stopped(ctx context.Context) (bool, error) {
	traits := q.x.Base
	traits.Frozen = true
	var all []string
	for range 2 {
		list, err := q.series(ctx, traits, q.x.Executions)
		if err != nil {
			return false, err
		}
		all = append(all, list...)
	}
	slices.Sort(all)
	return len(slices.Compact(all)) == 1, nil
}

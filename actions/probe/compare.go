package probe

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// usual are the traits of most replicas.
func usual() process.Traits {
	return process.Traits{Hostname: "peer0.org1", MaxProcs: 2, Dir: "here", Env: []string{traceback, "LANG=C.UTF-8"}}
}

// traceback has the stack of a goroutine in an endless loop in a dump, too
// (runtime/signal_unix.go, sighandler).
const traceback = "GOTRACEBACK=crash"

// ahead is how far a clock is moved: into another month.
const ahead = 40 * 24 * time.Hour

// elsewhere are the traits of a peer in another place: everything that may
// differ does. The zone is the one farthest from UTC.
func elsewhere() process.Traits {
	return process.Traits{
		Offset: 14 * time.Hour, Hostname: "node-7.example", MaxProcs: 1, OneCPU: true, Dir: "elsewhere", Clock: ahead,
		Env: []string{traceback, "LANG=de_DE.UTF-8", "HOME=/elsewhere/home", "USER=peer", "LOG_LEVEL=debug", "CORE_PEER_LOCALMSPID=Org2MSP"},
	}
}

// roles are the replicas of a run: the first, one elsewhere, one 40 days later,
// and one whose process is new again and again.
func roles() []trial.Role {
	far, later := elsewhere(), usual()
	far.Clock, later.Clock = 0, ahead
	return []trial.Role{
		{Traits: usual()},
		{Traits: far},
		{Traits: later, Once: true},
		{Traits: usual(), Fresh: true},
	}
}

// compare runs the proposals on all replicas, and reports where they differ or
// end.
func (p *run) compare(ctx context.Context) error {
	feed, total := p.feed()
	p.state = p.scenario.State()
	out, err := trial.Run(ctx, trial.Config{
		Start: p.start, Roles: roles(), Repeats: p.repeats, State: p.state, Fatal: 2,
		Progress: func(done int) { p.step.Progress("comparing replicas: %d of %d proposals", done, total) },
	}, feed)
	p.out, p.calls = out, feed.calls
	switch {
	case err != nil:
		return err
	case feed.err != nil:
		return action.NotAnalysed("making proposals: %w", feed.err)
	case out.Proposals == 0:
		return action.NotAnalysed("no proposal could be made")
	}
	if err := p.differences(ctx); err != nil {
		return err
	}
	return p.ends(ctx, out, "")
}

// feed is where proposals come from, and how many there will be.
func (p *run) feed() (*feed, int) {
	if len(p.scenario.Steps) == 0 {
		return p.invented()
	}
	total := 0
	for _, step := range p.scenario.Steps {
		total += max(1, step.Repeat)
	}
	f := p.steps(p.scenario)
	f.seen = p.expect
	return f, total
}

// expect holds an answer against what the scenario says.
func (p *run) expect(step *scenario.Step, e *peer.Endorsement, err error) {
	p.learn(step, e, err)
	for _, m := range scenario.Check(step, e) {
		key := fmt.Sprint("expect", step.Line, m.What)
		if p.reported[key] {
			continue
		}
		p.reported[key] = true
		p.report(finding.Finding{
			Rule: "probe/expect", Severity: finding.Error,
			Message:  fmt.Sprintf("%s: %s", p.label(step), m),
			Hint:     "change the chaincode, or what the step expects",
			Location: finding.Location{Path: p.step.Rel(p.step.Abs(p.scenario.Path)), Line: step.Line, Column: step.Column},
		})
	}
}

// enough executions tell an order from a trait with 99 percent, also where
// --repeats is few.
const enough = 36

// differences explains where replicas differ: one difference of each function.
func (p *run) differences(ctx context.Context) error {
	seen := map[string]bool{}
	experiment := &trial.Experiment{Start: p.start, Base: usual(), Varied: elsewhere(), Executions: max(p.repeats, enough), Frozen: !p.lacks(process.NoClock)}
	shrinker := &trial.Shrinker{
		Start: p.start, Ledger: p.out.Ledger, Begin: p.scenario.State, Repeats: p.repeats, Budget: 3 * time.Second,
	}
	for _, d := range p.out.Differences {
		if seen[d.Call.Name] {
			continue
		}
		seen[d.Call.Name] = true
		p.step.Progress("finding out why %s differs", shorten(d.Call.Name))
		cause, shown, how, err := experiment.Cause(ctx, d)
		if err != nil {
			return err
		}
		p.step.Progress("looking for the shortest scenario of %s", shorten(d.Call.Name))
		shortest, shows, err := shrinker.Shrink(ctx, d, cause, shown)
		if err != nil {
			return err
		}
		if err := p.different(ctx, explained{d, cause, how, shortest, shows}); err != nil {
			return err
		}
	}
	return nil
}

// lacks says whether something could not be had on this machine.
func (p *run) lacks(what string) bool {
	return slices.ContainsFunc(p.grounds[0].Missing(), func(m process.Missing) bool { return m.What == what })
}

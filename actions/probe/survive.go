package probe

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/strain"
	"github.com/tallystick/tallystick/actions/probe/symptom"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/finding"
)

// survive puts the chaincode under what a peer and its clients do to it.
func (p *run) survive(ctx context.Context) error {
	if err := p.adversaries(ctx); err != nil {
		return err
	}
	samples := p.out.Samples()
	if len(samples) == 0 {
		return nil // conclude says that nothing was endorsed
	}
	bench := strain.Bench{Start: p.start, Traits: usual()}
	p.step.Progress("many transactions at once")
	faults, err := bench.Concurrent(ctx, samples)
	if err != nil {
		return err
	}
	p.strained(faults, "probe/concurrent", fmt.Sprintf("beside %d others", strain.InFlight-1),
		"share nothing between transactions: no variables of the package, no fields of the contract")
	p.step.Progress("cutting the stream")
	if faults, err = bench.Cut(ctx, samples); err != nil {
		return err
	}
	p.strained(faults, "probe/stream", "after a cut stream", "let the chaincode server take a new stream: peers reconnect after every restart")
	if err := p.generations(ctx, bench, samples); err != nil {
		return err
	}
	return p.secured(ctx)
}

// adversaries sends what no honest client would.
func (p *run) adversaries(ctx context.Context) error {
	if err := p.early(ctx); err != nil {
		return err
	}
	f, total := p.hostile()
	if total == 0 {
		return nil
	}
	out, err := trial.Run(ctx, trial.Config{
		Start: p.start, Roles: roles()[:1], Repeats: 1, State: p.state, Before: p.out.Ledger, Fatal: 8,
		Progress: func(done int) { p.step.Progress("hostile proposals: %d of %d", done, total) },
	}, f)
	if err != nil {
		return err
	}
	for name, t := range out.Functions {
		for request, n := range t.Late {
			p.out.Add(name, request, n)
		}
	}
	p.out.Logs = append(p.out.Logs, out.Logs...)
	return p.ends(ctx, out, hostile)
}

// ends reports deaths: those of arguments that are not UTF-8 as one.
func (p *run) ends(ctx context.Context, out *trial.Outcome, when string) error {
	text, others := notText(out.Deaths)
	if len(text) > 0 {
		if err := p.notText(ctx, text, out.Ledger); err != nil {
			return err
		}
	}
	return p.deaths(ctx, others, out.Ledger, when)
}

// early calls each function as it was endorsed, on the ledger that the run
// began with: before what it needs is there.
func (p *run) early(ctx context.Context) error {
	if len(p.scenario.Steps) > 0 {
		return nil // whose order somebody chose
	}
	frame := *p.scenario
	for _, s := range p.out.Samples() {
		frame.Steps = append(frame.Steps, *s.Call.Step)
	}
	if len(frame.Steps) == 0 {
		return nil
	}
	p.step.Progress("calling functions on an empty ledger")
	out, err := trial.Run(ctx, trial.Config{
		Start: p.start, Roles: roles()[:1], Repeats: 1, State: p.scenario.State(), Fatal: 1, Discard: true,
	}, p.steps(&frame))
	if err != nil {
		return err
	}
	return p.ends(ctx, out, tooEarly)
}

// hostile is when arguments are what no honest client sends.
const hostile = "with arguments that it does not expect"

// tooEarly is when a function is called whose ledger is empty.
const tooEarly = "before anything is written"

// notText tells the deaths of arguments that are not UTF-8, which the shim
// cannot send, from others. One that makes such a key itself, of a digest for
// instance, is an other.
func notText(list []trial.Death) (text, others []trial.Death) {
	for _, d := range list {
		is := func(m symptom.Match) bool { return m.Symptom.Name == symptom.InvalidUTF8 }
		// An event's name ends the stream only: it is sent with the answer.
		if d.Ended != nil && notUTF8(d.Call.Step) && (!d.Ended.Over || slices.ContainsFunc(symptom.Scan(d.Ended.Log), is)) {
			text = append(text, d)
		} else {
			others = append(others, d)
		}
	}
	return text, others
}

// notUTF8 says whether a step has something that is not UTF-8.
func notUTF8(step *scenario.Step) bool {
	is := func(arg []byte) bool { return !utf8.Valid(arg) }
	return slices.ContainsFunc(step.Args, is) || slices.ContainsFunc(slices.Collect(maps.Values(step.Transient)), is)
}

// notText reports all functions that die of arguments that are not UTF-8 as
// one: it is the shim that panics, and nearly every chaincode lets it.
func (p *run) notText(ctx context.Context, list []trial.Death, before []trial.Committed) error {
	slices.SortStableFunc(list, func(a, b trial.Death) int { // the worst first
		return truth(a.Ended.Over, b.Ended.Over)
	})
	f := p.death(list[0].Call.Name, list[0].Ended, nil, "")
	names := map[string]bool{}
	for _, d := range list {
		names[d.Call.Name] = true
		p.reported[ending(d)] = true // what ran beside it is innocent
	}
	what := "process"
	if !list[0].Ended.Over {
		what = "stream to the peer"
	}
	f.Rule, f.Severity = "probe/utf8", finding.Notice
	f.Message = fmt.Sprintf("a client that sends an argument that is not UTF-8 ends the %s, through a key or a name that the shim cannot send: %s", what,
		shorten(strings.Join(slices.Sorted(maps.Keys(names)), ", ")))
	where := "in a BeforeTransaction for all functions"
	if p.metadata == nil {
		where = "where Invoke begins"
	}
	f.Hint = "refuse such arguments first: if !utf8.ValidString(id) { return an error }, " + where
	if err := p.showDeath(ctx, list[0], before, &f); err != nil {
		return err
	}
	p.report(f)
	return nil
}

// generations compares what a v2.5 peer and a v3 peer get.
func (p *run) generations(ctx context.Context, bench strain.Bench, samples []trial.Sample) error {
	p.step.Progress("comparing a v2.5 and a v3 peer")
	other := *p.breed
	other.Generation = peer.V25
	if p.breed.Generation == peer.V25 {
		other.Generation = peer.V3
	}
	faults, err := strain.Compare(ctx, bench, strain.Bench{Start: other.Start, Traits: bench.Traits}, p.steady(samples))
	if err != nil {
		return p.cannotStart(err)
	}
	p.strained(faults, "probe/generation", "on a v2.5 peer and a v3 peer", "")
	return nil
}

// steady are the samples of functions that do not differ anyway.
func (p *run) steady(samples []trial.Sample) (list []trial.Sample) {
	differs := map[string]bool{}
	for _, d := range p.out.Differences {
		differs[d.Call.Name] = true
	}
	for _, s := range samples {
		if !differs[s.Call.Name] {
			list = append(list, s)
		}
	}
	return list
}

// strained reports what a strain showed of functions that do not differ anyway.
func (p *run) strained(faults []strain.Fault, rule, when, hint string) {
	for _, fault := range faults {
		if fault.Call.Name == "" {
			fault.Call.Name = "some transaction" // of those that were in flight, nobody knows which
		}
		if fault.Ended == nil && fault.Stuck == nil && len(p.steady([]trial.Sample{{Call: fault.Call}})) == 0 {
			continue
		}
		var f finding.Finding
		if fault.Stuck != nil || fault.Ended != nil && (fault.Ended.Over || len(fault.Ended.Log) > 0) {
			f = p.death(fault.Call.Name, fault.Ended, fault.Stuck, when)
		} else {
			f = finding.Finding{Rule: rule, Severity: finding.Error, Message: fmt.Sprintf("%s: %s", shorten(fault.Call.Name), fault.What), Hint: hint}
			f.Location = p.entry(fault.Call.Name)
		}
		if key := fmt.Sprint(f.Rule, fault.Call.Name, f.Location); !p.reported[key] {
			p.reported[key] = true
			p.report(f)
		}
	}
}

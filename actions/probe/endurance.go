package probe

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/tallystick/tallystick/actions/probe/dump"
	"github.com/tallystick/tallystick/actions/probe/endure"
	"github.com/tallystick/tallystick/actions/probe/footprint"
	"github.com/tallystick/tallystick/actions/probe/strain"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/finding"
)

// endure looks at what stays in the process after many transactions.
func (p *run) endure(ctx context.Context) error {
	samples := p.out.Samples()
	if len(samples) == 0 {
		return nil
	}
	bench := &endure.Bench{Start: p.start, Traits: usual(), Own: p.own}
	stuck := map[string]bool{}
	for len(samples) > 0 {
		err := p.measure(ctx, bench, samples)
		var died *endure.Died
		if !errors.As(err, &died) {
			return err
		}
		if died.Stuck != nil && !stuck[died.Call.Name] {
			stuck[died.Call.Name] = true // once more: a machine may be busy
			continue
		}
		p.strained([]strain.Fault{{Call: died.Call, What: died.Error(), Ended: died.Ended, Stuck: died.Stuck}}, "probe/exit", "called again and again", "")
		samples = slices.DeleteFunc(samples, func(s trial.Sample) bool { return s.Call.Name == died.Call.Name })
	}
	return nil
}

// measure looks at all samples together, and only where something stays at each
// alone.
func (p *run) measure(ctx context.Context, bench *endure.Bench, samples []trial.Sample) error {
	p.step.Progress("looking for goroutines that stay")
	leaks, err := bench.Goroutines(ctx, samples)
	if err != nil {
		return err
	}
	p.step.Progress("measuring memory")
	trend, err := bench.Memory(ctx, samples)
	if err != nil && !errors.Is(err, endure.ErrUnmeasured) {
		return err
	}
	if p.baseline == "" && len(leaks) == 0 && !trend.Grows {
		return nil
	}
	costs, err := p.costs(ctx, bench, samples, len(leaks) > 0 || p.baseline != "", trend.Grows || p.baseline != "")
	if err != nil {
		return err
	}
	return p.compareBaseline(costs)
}

// costs finds out which functions leave something behind, and reports them.
func (p *run) costs(ctx context.Context, bench *endure.Bench, samples []trial.Sample, goroutines, memory bool) (footprint.Baseline, error) {
	now := footprint.Baseline{Functions: map[string]footprint.Cost{}}
	for i, s := range samples {
		p.step.Progress("what stays of %s (%d of %d)", shorten(s.Call.Name), i+1, len(samples))
		tally := p.out.Functions[s.Call.Name]
		cost := footprint.Cost{MS: tally.Total.Seconds() * 1000 / float64(max(1, tally.Calls))}
		alone := []trial.Sample{s}
		if goroutines {
			leaks, err := bench.Goroutines(ctx, alone)
			if err != nil {
				return now, err
			}
			for _, leak := range leaks {
				cost.Goroutines += leak.PerCall
			}
			if cost.Goroutines > p.maxGoroutines {
				p.leaked(s, leaks)
			}
		}
		if memory {
			trend, err := bench.Memory(ctx, alone)
			if err != nil && !errors.Is(err, endure.ErrUnmeasured) {
				return now, err
			}
			cost.KB = trend.PerCall / 1000
			if trend.Grows && cost.KB > p.maxKilobytes && cost.Goroutines == 0 {
				p.grew(s, trend)
			}
			if !trend.Grows {
				cost.KB = min(cost.KB, trend.Limit/1000)
			}
		}
		now.Functions[s.Call.Name] = cost
	}
	return now, nil
}

// leaked reports goroutines that stay.
func (p *run) leaked(s trial.Sample, leaks []dump.Leak) {
	for _, leak := range leaks {
		f := finding.Finding{
			Rule: "probe/leak", Severity: finding.Error, Location: p.entry(s.Call.Name),
			Message: fmt.Sprintf("%s: %.2f goroutines stay of each transaction, started in %s; they are in state %q",
				shorten(s.Call.Name), leak.PerCall, shorten(leak.Creator.Function), leak.State),
			Hint: "end the goroutine before the function returns: wait for it, or give it a context that is cancelled",
		}
		if at, ok := p.locate(leak.Creator); ok {
			f.Location = at
		} else {
			f.Message += fmt.Sprintf(" (%s)", leak.Creator)
		}
		if at, ok := p.locate(leak.Where); ok && at != f.Location {
			f.Related = append(f.Related, finding.Related{Location: at, Message: "here it waits"})
		}
		p.report(f)
	}
}

// grew reports memory that stays.
func (p *run) grew(s trial.Sample, t endure.Growth) {
	heap := "the live heap does not grow that much: look at the stacks of goroutines, and at memory outside of the heap"
	switch {
	case t.Heap.Samples == 0:
		heap = "the collector ran too seldom to tell whether it is the heap that grows"
	case t.Heap.Grows:
		heap = fmt.Sprintf("the live heap grows by %.1f kB", t.Heap.PerCall/1000)
	}
	p.report(finding.Finding{
		Rule: "probe/memory", Severity: finding.Warning, Location: p.entry(s.Call.Name),
		Message: fmt.Sprintf("%s: memory grows by %.1f kB with each transaction (95%% between %.1f and %.1f, over %d calls), want %.1f or less; %s",
			shorten(s.Call.Name), t.PerCall/1000, t.Low/1000, t.High/1000, t.Calls, p.maxKilobytes, heap),
		Hint: "look for a map or slice of the package, or a field of the contract, that only grows; a chaincode server runs for months",
	})
}

// compareBaseline holds the costs against those of an earlier run, or writes
// them.
func (p *run) compareBaseline(now footprint.Baseline) error {
	if p.baseline == "" {
		return nil
	}
	path := p.step.Abs(p.baseline)
	if p.updateBaseline {
		return footprint.Write(path, now)
	}
	was, err := footprint.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		p.report(finding.Finding{
			Rule: "probe/baseline", Severity: finding.Warning, Message: "there is no baseline " + p.baseline + ", so nothing was compared with it",
			Hint: "make it: tallystick probe --baseline " + p.baseline + " --update-baseline",
		})
		return nil
	} else if err != nil {
		return err
	}
	for _, r := range footprint.Compare(was, now, footprint.Usual()).Regressions {
		p.report(finding.Finding{
			Rule: "probe/baseline", Severity: finding.Error, Location: p.entry(r.Function), Message: r.String(),
			Hint: "find what changed; where it is meant, write the baseline anew with --update-baseline",
		})
	}
	return nil
}

package probe

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tallystick/tallystick/actions/probe/dump"
	"github.com/tallystick/tallystick/actions/probe/symptom"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/finding"
)

// deaths reports what ended the process or hung, once for each function and
// place. When says under which circumstances, "" for the usual ones.
func (p *run) deaths(ctx context.Context, list []trial.Death, before []trial.Committed, when string) error {
	slices.SortStableFunc(list, func(a, b trial.Death) int { return truth(a.Alone, b.Alone) })
	for _, d := range list {
		if d.Call.Step.Init && len(p.scenario.Steps) == 0 {
			continue // with arguments that were guessed, and no operator would give
		}
		f := p.death(d.Call.Name, d.Ended, d.Stuck, when)
		place, end := fmt.Sprint(f.Rule, f.Location), ending(d)
		// One that ran beside the guilty one is innocent.
		if key := place + d.Call.Name; p.reported[key] || !d.Alone && (p.reported[place] || p.reported[end]) {
			continue
		} else {
			p.reported[key], p.reported[place], p.reported[end] = true, true, true
		}
		if d.Ended != nil && d.Ended.Asked["GET_QUERY_RESULT"] > 0 {
			f.Severity = finding.Notice
			f.Message += "; before, it made a rich query, which a peer with goleveldb refuses, and one with CouchDB does not"
		}
		if when == hostile && d.Ended != nil && p.foreign(d.Ended.Log) {
			f.Severity = finding.Notice // nearly every chaincode that is built on it has it
		}
		if when == tooEarly { // a peer may be told to refuse it: --init-required
			f.Severity = min(f.Severity, finding.Warning)
		}
		if err := p.showDeath(ctx, d, before, &f); err != nil {
			return err
		}
		p.report(f)
	}
	return nil
}

// ending is the same for all that were in flight when a process ended.
func ending(d trial.Death) string {
	if d.Ended == nil {
		return "stuck" + d.Call.Name
	}
	crash := ""
	if c := dump.Died(d.Ended.Log); c != nil {
		crash = c.Message
	}
	limit, _, _ := strings.Cut(d.Ended.Exit.Why, ":") // without how much it was
	return fmt.Sprint("ended", d.Ended.Over, d.Ended.Exit.Code, d.Ended.Exit.Signal, limit, crash)
}

// truth sorts what is so before what is not.
func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// showDeath adds how to see a death again.
func (p *run) showDeath(ctx context.Context, d trial.Death, before []trial.Committed, f *finding.Finding) error {
	calls := []trial.Call{d.Call}
	if d.Ended != nil && d.Alone {
		shrinker := &trial.Shrinker{
			Start: p.start, Ledger: before, Begin: p.scenario.State, Budget: 2 * time.Second,
			Same: func(e *trial.Ended) bool { return last(e.Log) == last(d.Ended.Log) },
		}
		var err error
		if calls, _, err = shrinker.ShrinkDeath(ctx, d, usual()); err != nil {
			return err
		}
	}
	f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "sent: " + sent(calls)})
	command, err := p.save(calls, strings.TrimPrefix(f.Rule, "probe/")+"-"+d.Call.Name)
	if err != nil {
		return err
	}
	f.Hint = and(f.Hint, "again: "+command)
	return nil
}

// last is what a process died of, without what differs from time to time.
func last(log []byte) string {
	crash := dump.Died(log)
	if crash == nil || crash.Goroutine == nil {
		return ""
	}
	for _, frame := range crash.Goroutine.Frames {
		if strings.Contains(frame.Function, "/") || strings.HasPrefix(frame.Function, "main.") {
			return crash.Kind + frame.String()
		}
	}
	return crash.Kind
}

// maxSent is how many calls of a scenario are told: the last ones.
const maxSent = 3

// sent are calls as code has them, for people: what to look at before the
// scenario's file is opened.
func sent(calls []trial.Call) string {
	var list []string
	if more := len(calls) - maxSent; more > 0 {
		calls, list = calls[more:], []string{fmt.Sprintf("%d others", more)}
	}
	for _, call := range calls {
		args := call.Step.Args
		if call.Step.Bare && len(args) > 0 {
			args = args[1:]
		}
		if len(args) > 0 && strings.HasSuffix(call.Name, " "+string(args[0])) {
			args = args[1:] // it is in the label
		}
		var quoted []string
		for _, arg := range args {
			quoted = append(quoted, quote(string(arg)))
		}
		for _, key := range slices.Sorted(maps.Keys(call.Step.Transient)) {
			quoted = append(quoted, "transient "+shorten(key)+" = "+quote(string(call.Step.Transient[key])))
		}
		list = append(list, shorten(call.Name)+"("+strings.Join(quoted, ", ")+")")
	}
	return strings.Join(list, ", then ")
}

// death is the finding of a process that ended or a transaction that hung.
func (p *run) death(function string, ended *trial.Ended, stuck *trial.Stuck, when string) finding.Finding {
	name := shorten(function)
	if when != "" {
		name += ", " + when
	}
	if stuck != nil {
		return p.hang(function, name, stuck)
	}
	f := finding.Finding{Severity: finding.Error, Location: p.entry(function)}
	crash, foreign := dump.Died(ended.Log), false
	switch {
	case ended.Exit.Why != "":
		f.Rule, f.Message = "probe/limit", fmt.Sprintf("%s: the process was ended at the %s", name, ended.Exit.Why)
		f.Hint = "bound what a transaction may use, or allow more with --memory and --processes"
	case crash != nil:
		f.Rule, f.Message = "probe/panic", fmt.Sprintf("%s: %s: %s; the process ended, and with it every transaction in flight", name, strings.ToLower(crash.Kind), shorten(crash.Message))
		f.Hint = "return an error instead: a peer does not start a chaincode server again"
		foreign = !p.stack(&f, crash)
	case !ended.Over:
		f.Rule, f.Message = "probe/stream", name+": the stream to the peer ended, and the chaincode's process goes on"
		if ended.Why != "" {
			f.Message += ": " + shorten(ended.Why)
		}
		for _, m := range symptom.Scan([]byte(ended.Why)) {
			f.Hint = m.Symptom.Meaning + ": " + m.Symptom.Cure
		}
	default:
		f.Rule, f.Message = "probe/exit", fmt.Sprintf("%s: the process ended with %s", name, ended.Exit)
		f.Hint = "return an error instead of calling os.Exit or log.Fatal"
	}
	for _, m := range symptom.Scan(ended.Log) {
		if m.Symptom.Fatal && !foreign {
			f.Hint = m.Symptom.Meaning + ": " + m.Symptom.Cure
			break
		}
	}
	if len(ended.Beside) > 0 {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "beside it ran " + shorten(strings.Join(ended.Beside, ", "))})
	}
	return f
}

// stack puts a finding where the chaincode's own code crashed. False means that
// none of it was running: it crashed in what the chaincode is built on, over
// what a function takes or gives.
func (p *run) stack(f *finding.Finding, crash *dump.Crash) bool {
	where, ok := crash.Where(p.own)
	if !ok {
		return crash.Goroutine == nil || !outside(f, crash.Goroutine)
	}
	if at, ok := p.locate(where.Place); ok {
		f.Location = at
	} else {
		f.Message += fmt.Sprintf(" (%s)", where.Place)
	}
	if crash.Goroutine == nil {
		return true
	}
	for _, frame := range crash.Goroutine.Frames {
		if len(f.Related) == maxRelated {
			break
		}
		if at, ok := p.locate(frame.Place); ok && at != f.Location {
			f.Related = append(f.Related, finding.Related{Location: at, Message: "called from " + shorten(frame.Function)})
		}
	}
	return true
}

// foreign says of a crash that none of the chaincode's own code was running.
func (p *run) foreign(log []byte) bool {
	crash := dump.Died(log)
	if crash == nil || crash.Goroutine == nil {
		return false
	}
	_, own := crash.Where(p.own)
	return !own
}

// outside says where a stack without the chaincode's own code crashed.
func outside(f *finding.Finding, g *dump.Goroutine) bool {
	for _, frame := range g.Frames {
		if pkg := dump.Package(frame.Function); strings.Contains(pkg, ".") {
			f.Message += fmt.Sprintf("; it is in %s, and none of the chaincode's own code is on the stack", shorten(frame.Function))
			f.Hint = "look at what the function takes and returns: contract-api panics on what JSON cannot say, such as NaN in a result, " +
				"and on JSON arguments that are too deep; refuse the first in the function, the others in a BeforeTransaction"
			return true
		}
	}
	return false
}

// hang says where a transaction waits.
func (p *run) hang(function, name string, stuck *trial.Stuck) finding.Finding {
	f := finding.Finding{
		Rule: "probe/hang", Severity: finding.Error, Location: p.entry(function),
		Message: fmt.Sprintf("%s: no answer within %v", name, p.timeout),
		Hint:    "a peer gives up after its executetimeout, and the goroutine stays: end loops, and take locks with a bound",
	}
	t, ok := waiting(dump.Transactions(dump.Parse([]byte(stuck.Dump)), p.own), function)
	if !ok {
		return f
	}
	f.Message += fmt.Sprintf("; %s in %s", t.Reason, shorten(t.Own.Function))
	if t.Call != "" {
		f.Message += " calling " + shorten(t.Call)
	}
	if at, ok := p.locate(t.Own); ok && t.Own.Line > 1 { // a loop without a body has no line
		f.Location = at
	} else if !ok {
		f.Message += fmt.Sprintf(" (%s)", t.Own)
	}
	return f
}

// waiting is the transaction that most likely is the stuck one: a dump does not
// say which is which.
func waiting(list []dump.Stuck, function string) (best dump.Stuck, ok bool) {
	name := "." + word(function)
	for _, t := range list {
		if t.Own.IsZero() {
			continue
		}
		if strings.HasSuffix(strings.ToLower(t.Own.Function), strings.ToLower(name)) {
			return t, true
		}
		if !ok {
			best, ok = t, true
		}
	}
	return best, ok
}

// locate is a place in a stack as a place in the repository, where it is one.
func (p *run) locate(place dump.Place) (finding.Location, bool) {
	if p.finder == nil || place.File == "" {
		return finding.Location{}, false
	}
	file := place.File
	if rest, ok := strings.CutPrefix(file, p.pkg.Module+"/"); ok {
		file = filepath.Join(p.step.Dir, filepath.FromSlash(rest))
	}
	rel := p.step.Rel(file)
	if filepath.IsAbs(rel) || !filepath.IsAbs(file) {
		return finding.Location{}, false
	}
	return finding.Location{Path: rel, Line: place.Line}, true
}

package probe

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/source"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/finding"
)

// explained is a difference and what was found out about it.
type explained struct {
	trial.Difference
	cause    trial.Cause
	how      string
	shortest []trial.Call
	shows    bool // the shortest scenario shows it
}

// kinds gives the rule of each kind of difference.
var kinds = map[difference.Kind]string{
	difference.ReadMismatch: "read", difference.ExtraRead: "read", difference.MissingRead: "read",
	difference.WriteMismatch: "write", difference.ExtraWrite: "write", difference.MissingWrite: "write",
	difference.PrivateMismatch:  "private",
	difference.MetadataMismatch: "metadata", difference.ExtraMetadata: "metadata", difference.MissingMetadata: "metadata",
	difference.EventMismatch: "event", difference.ResponseMismatch: "response", difference.QueryMismatch: "query",
	difference.EndorsedMismatch: "verdict",
}

// weight says which of several differences is told first: what is written says
// more than what is answered.
var weight = map[string]int{"verdict": 0, "write": 1, "private": 2, "metadata": 3, "event": 4, "response": 5, "query": 6, "read": 7}

// different reports a difference.
func (p *run) different(ctx context.Context, x explained) error {
	slices.SortStableFunc(x.Of, func(a, b difference.Difference) int {
		return cmp.Compare(weight[kinds[a.Kind]], weight[kinds[b.Kind]])
	})
	worst := x.Of[0]
	f := finding.Finding{Rule: "probe/" + kinds[worst.Kind], Severity: severity(x.Difference), Message: p.tell(x, worst), Hint: cures[x.cause]}
	places := p.code.of(ctx, x.Call.Name, causes[x.cause], worst.Key)
	p.place(&f, places)
	if x.how != "" {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "seen by experiment: " + x.how})
	}
	for _, d := range x.Of[1:min(len(x.Of), maxRelated)] {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "also: " + describe(d)})
	}
	file, err := p.saveReplay(x)
	if err != nil {
		return err
	}
	length := fmt.Sprintf("%d proposals show it", len(x.shortest))
	switch {
	case !x.shows:
		length = fmt.Sprintf("it was seen once in %d proposals, and not again in the same order", len(x.shortest))
	case len(x.shortest) == 1:
		length = "one proposal shows it"
	}
	f.Hint = strings.TrimPrefix(f.Hint+"; ", "; ") + length + ": tallystick probe --replay " + file
	p.report(f)
	return nil
}

// maxRelated bounds what is told beside a finding.
const maxRelated = 8

// severity: what is never submitted, nobody compares.
func severity(d trial.Difference) finding.Severity {
	switch {
	case d.Call.Evaluate:
		return finding.Notice
	case d.Writes:
		return finding.Error
	}
	return finding.Warning
}

// tell says in one line what differs and why.
func (p *run) tell(x explained, d difference.Difference) string {
	text := fmt.Sprintf("%s: %s", shorten(x.Call.Name), describe(d))
	if x.cause != trial.Unknown {
		text += "; the cause is " + causeWords[x.cause]
	}
	return text
}

// describe is a difference in Fabric's words.
func describe(d difference.Difference) string {
	text := string(d.Kind)
	if d.Namespace != "" {
		text += " in " + d.Namespace
	}
	if d.Collection != "" {
		text += ", collection " + quote(d.Collection)
	}
	if d.Key != "" && d.Kind != difference.QueryMismatch {
		text += " at " + quote(d.Key)
	}
	if fields := difference.Fields(d.First, d.Second); len(fields) > 0 {
		for i, f := range fields {
			text += map[bool]string{true: ": ", false: ", "}[i == 0] +
				fmt.Sprintf("%s is %s and %s", show(f.Path), show(cmp.Or(f.First, "absent")), show(cmp.Or(f.Second, "absent")))
		}
		return text
	}
	if d.First == nil || d.Second == nil {
		return text + fmt.Sprintf(": got %s and %s", value(d.First), value(d.Second))
	}
	first, second := difference.Apart(d.First, d.Second, maxShown/2, maxShown/6)
	return text + fmt.Sprintf(": got %s and %s", quote(first), quote(second))
}

func value(data []byte) string {
	if data == nil {
		return "nothing"
	}
	return quote(string(data))
}

// maxShown is how much of a value is shown, in bytes.
const maxShown = 120

func shorten(text string) string {
	if len(text) <= maxShown {
		return text
	}
	cut := text[:maxShown]
	for len(cut) > 0 && !utf8.ValidString(cut[max(0, len(cut)-utf8.UTFMax):]) && utf8.ValidString(text) {
		cut = cut[:len(cut)-1]
	}
	return cut + fmt.Sprintf("... (%d bytes)", len(text))
}

func show(text string) string { return shorten(text) }

// quote shows a key or a value: as it is where it can be read, else with
// escapes.
func quote(text string) string { return fmt.Sprintf("%+q", shorten(text)) }

// place puts a finding where the likeliest place is, and tells of the others.
func (p *run) place(f *finding.Finding, places []source.Place) {
	if len(places) == 0 {
		return
	}
	first := places[0]
	if p.finder == nil || p.code.code == nil {
		f.Message += fmt.Sprintf(" (%s)", first)
		return
	}
	f.Location = p.at(first.Path, first.Line, first.Column)
	if first.Rule != "" {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "lint/" + first.Rule + ": " + first.Message})
		if first.Hint != "" {
			f.Hint = first.Hint
		}
		for _, r := range first.Related {
			f.Related = append(f.Related, finding.Related{Location: p.at(r.Path, r.Line, r.Column), Message: r.Message})
		}
	} else if first.Why != "" {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: strings.Trim(first.Message+": "+first.Why, ": ")})
	}
	for _, other := range places[1:min(len(places), 3)] {
		f.Related = append(f.Related, finding.Related{Location: p.at(other.Path, other.Line, other.Column), Message: "or here: " + other.Message})
	}
}

// at is a place of the module as a location.
func (p *run) at(path string, line, column int) finding.Location {
	return finding.Location{Path: p.step.Rel(p.step.Abs(path)), Line: line, Column: column}
}

// causes are the words of package source for causes.
var causes = map[trial.Cause]source.Cause{
	trial.Clock: source.Clock, trial.Zone: source.Zone, trial.Environment: source.Environment, trial.Hostname: source.Hostname,
	trial.Folder: source.Folder, trial.Processors: source.Processors, trial.Process: source.Process,
	trial.Order: source.Order, trial.Random: source.Order, trial.Unknown: source.Any,
}

var causeWords = map[trial.Cause]string{
	trial.Clock: "the clock", trial.Zone: "the time zone", trial.Environment: "the environment", trial.Hostname: "the hostname",
	trial.Folder: "the working folder", trial.Processors: "the number of processors", trial.Process: "state that the process keeps",
	trial.Order: "an order that changes from run to run (a map, goroutines)", trial.Random: "chance (random numbers, addresses, the clock)",
}

// cures where no check has one.
var cures = map[trial.Cause]string{
	trial.Clock:       "use GetTxTimestamp of the stub, which is the same on every peer",
	trial.Zone:        "format times in UTC: t.UTC()",
	trial.Environment: "take settings from the ledger or from arguments: peers' environments differ",
	trial.Hostname:    "leave the hostname out of what is signed",
	trial.Folder:      "leave the working folder out of what is signed",
	trial.Processors:  "leave the number of processors out of what is signed",
	trial.Process:     "keep state in the ledger: a peer's process may have been started a moment ago, and may serve transactions that never commit",
	trial.Order:       "sort the keys of a map before it is ranged over, and let one goroutine do the writing",
	trial.Random:      "derive it from the transaction: GetTxID of the stub, or an argument",
}

// saveReplay writes the shortest scenario.
func (p *run) saveReplay(x explained) (string, error) {
	s := *p.scenario
	s.Steps = nil
	for _, call := range x.shortest {
		s.Steps = append(s.Steps, *call.Step)
	}
	return p.save(&s, kinds[x.Of[0].Kind]+"-"+x.Call.Name)
}

// save writes a scenario for --replay and gives its name, relative to the
// module's folder where it can be.
func (p *run) save(s *scenario.Scenario, name string) (string, error) {
	name = fileName(name)
	p.replays[name]++
	if n := p.replays[name]; n > 1 {
		name += "-" + strconv.Itoa(n)
	}
	return p.write(s, name+".yaml")
}

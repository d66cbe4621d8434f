package probe

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tallystick/tallystick/actions/probe/difference"
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
	command, err := p.save(x.shortest, kinds[worst.Kind]+"-"+x.Call.Name)
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
	f.Hint = and(f.Hint, length+": "+command)
	p.report(f)
	return nil
}

// and is a hint with more behind it.
func and(hint, more string) string { return strings.TrimPrefix(hint+"; ", "; ") + more }

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
				fmt.Sprintf("%s is %s and %s", shorten(f.Path), shorten(cmp.Or(f.First, "absent")), shorten(cmp.Or(f.Second, "absent")))
		}
		return text
	}
	from := apart(d.First, d.Second)
	if from > 0 {
		text += fmt.Sprintf(" from byte %d on", from)
	}
	return text + fmt.Sprintf(": got %s and %s", value(d.First, from), value(d.Second, from))
}

// apart is from where on two values are shown, so that what differs is among
// it: a little before.
func apart(a, b []byte) int {
	const before = 20
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	if max(len(a), len(b)) <= maxShown || same <= maxShown/2 {
		return 0
	}
	from := same - before
	for from < same && !utf8.RuneStart(a[from]) {
		from++
	}
	return from
}

func value(data []byte, from int) string {
	if data == nil {
		return "nothing"
	}
	return quote(string(data[from:]))
}

// maxShown is how much of a value is shown, in bytes.
const maxShown = 120

func shorten(text string) string {
	if len(text) <= maxShown {
		return text
	}
	end := maxShown
	for end > maxShown-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return fmt.Sprintf("%s... (%d bytes)", text[:end], len(text))
}

// quote shows a key or a value: as it is where it can be read, else with
// escapes.
func quote(text string) string { return fmt.Sprintf("%+q", shorten(text)) }

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

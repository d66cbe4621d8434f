package probe

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tallystick/tallystick/internal/finding"
)

// manners reports what a function does beside its answer.
func (p *run) manners(name string) {
	t := p.out.Functions[name]
	at := p.entry
	if t.Open > 0 || t.Unclosed > 0 {
		f := finding.Finding{
			Rule: "probe/iterator", Severity: finding.Error, Location: at(name), Hint: "defer iterator.Close() where the iterator is made",
			Message: fmt.Sprintf("%s: %s of more than 100 rows open when it answered; a peer ends it while it still answers, and can die of that (SIGSEGV)",
				shorten(name), count(t.Open, "query was", "queries were")),
		}
		if t.Open == 0 {
			f.Severity = finding.Notice
			f.Message = fmt.Sprintf("%s: it never closed %s; the peer did, at the last row", shorten(name), count(t.Unclosed, "query", "queries"))
		}
		p.report(f)
	}
	if t.Blind != "" {
		p.report(finding.Finding{
			Rule: "probe/poison", Severity: finding.Error, Location: at(name),
			Message: fmt.Sprintf("%s: it sets the metadata of %s, which it neither reads nor writes; in a block behind a transaction that deletes the key, every peer panics on that block, and again when it starts",
				shorten(name), quote(t.Blind)),
			Hint: "read the key first, with GetState: then the transaction is invalid in such a block (peers of v2.5 and v3.1 do this)",
		})
	}
	if t.Clashes > 0 {
		p.report(finding.Finding{
			Rule: "probe/clash", Severity: finding.Error, Location: at(name),
			Message: fmt.Sprintf("%s: it asked the ledger for %d things while another answer was due; the peer drops such requests", shorten(name), t.Clashes),
			Hint:    "use the stub from one goroutine only",
		})
	}
	if len(t.Late) > 0 {
		var list []string
		for _, request := range slices.Sorted(maps.Keys(t.Late)) {
			list = append(list, fmt.Sprintf("%d %s", t.Late[request], request))
		}
		p.report(finding.Finding{
			Rule: "probe/late", Severity: finding.Error, Location: at(name),
			Message: fmt.Sprintf("%s: it used the stub after its transaction had ended (%s); the peer answers \"no ledger context\"", shorten(name), strings.Join(list, ", ")),
			Hint:    "wait for every goroutine that has the stub before the function returns",
		})
	}
	if t.Calls == 0 {
		return
	}
	if average := t.Total / time.Duration(t.Calls); p.maxTime > 0 && average > p.maxTime {
		p.report(finding.Finding{
			Rule: "probe/slow", Severity: finding.Error, Location: at(name),
			Message: fmt.Sprintf("%s: a transaction takes %v on average, want %v or less", shorten(name), average.Round(10*time.Microsecond), p.maxTime),
		})
	}
}

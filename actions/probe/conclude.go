package probe

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tallystick/tallystick/actions/probe/symptom"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// conclude reports what was seen on the way, and what was not covered.
func (p *run) conclude() error {
	endorsed := 0
	for _, name := range slices.Sorted(maps.Keys(p.out.Functions)) {
		if p.out.Functions[name].Endorsed > 0 {
			endorsed++
		}
		p.manners(name)
	}
	p.logs()
	known := p.functions()
	p.step.Output("proposals", strconv.Itoa(p.out.Proposals))
	p.step.Output("executions", strconv.Itoa(p.out.Executions))
	p.step.Output("functions", strconv.Itoa(len(known)))
	p.step.Output("endorsed", strconv.Itoa(endorsed))
	if p.transactions == "" && p.replay == "" {
		p.step.Output("seed", strconv.FormatUint(p.seed, 10))
	}
	if len(p.replays) > 0 {
		p.step.Output("replays", p.folder())
	}
	p.uncovered(known)
	p.guessed()
	p.absent()
	p.isolation()
	if endorsed == 0 && len(p.out.Deaths) == 0 {
		return action.NotAnalysed("not one of %d proposals was endorsed, so nothing could be compared: %s", p.out.Proposals, finding.Clean(p.failures(known, 3))).
			WithHint("say with --transactions FILE how the chaincode is called; tallystick probe --help shows a scenario")
	}
	return nil
}

// logs reports what the processes said that means harm, beside what was found.
func (p *run) logs() {
	for _, log := range p.out.Logs {
		for _, m := range symptom.Scan(log) {
			if key := "log" + m.Symptom.Name; m.Symptom.Fatal || p.reported[key] {
				continue // it was found as a death
			} else {
				p.reported[key] = true
			}
			p.report(finding.Finding{
				Rule: "probe/log", Severity: finding.Warning,
				Message: fmt.Sprintf("the log says %s: %s", quote(m.Text), m.Symptom.Meaning), Hint: m.Symptom.Cure,
			})
		}
	}
}

// functions are all that are known: what the chaincode declares, and what was
// called.
func (p *run) functions() []string {
	known := map[string]bool{}
	for name := range p.out.Functions {
		known[name] = true
	}
	if p.replay == "" {
		for _, name := range p.declared() {
			known[name] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// uncovered says which functions were never endorsed: of them nothing is known.
func (p *run) uncovered(known []string) {
	var never, rich []string
	for _, name := range known {
		switch t := p.out.Functions[name]; {
		case t != nil && t.Endorsed > 0:
		case t != nil && strings.Contains(t.Failure, richQuery):
			rich = append(rich, shorten(name))
		default:
			never = append(never, name)
		}
	}
	if p.replay != "" {
		return
	}
	if len(never) > 0 {
		p.report(finding.Finding{
			Rule: "probe/uncovered", Severity: finding.Notice,
			Message: fmt.Sprintf("not covered: %d of %d functions were never endorsed: %s", len(never), len(known), p.failures(never, 12)),
			Hint:    "call them with --transactions FILE",
		})
	}
	if len(rich) > 0 {
		p.report(finding.Finding{
			Rule: "probe/uncovered", Severity: finding.Notice,
			Message: fmt.Sprintf("not covered: %d of %d functions make rich queries, which a peer with goleveldb refuses: %s", len(rich), len(known), most(rich, 12)),
			Hint:    "the probe has no CouchDB: try them on a peer that has",
		})
	}
}

// richQuery is what goleveldb says of them (statedb/stateleveldb).
const richQuery = "not supported for leveldb"

// count is a number of things.
func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// most joins a list, up to so many of it.
func most(list []string, n int) string {
	if more := len(list) - n; more > 0 {
		list = append(slices.Clone(list[:n]), fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}

// guessed says which collections were taken for granted.
func (p *run) guessed() {
	if !p.guess || len(p.scenario.Collections) == 0 {
		return
	}
	var names []string
	for _, c := range p.scenario.Collections {
		names = append(names, c.Name)
	}
	p.report(finding.Finding{
		Rule: "probe/uncovered", Severity: finding.Notice,
		Message: "collections that the chaincode asks for were taken to be there, with everybody as a member: " + strings.Join(names, ", "),
		Hint:    "say what they really are with --collections FILE",
	})
}

// absent says which chaincodes were called and are not there.
func (p *run) absent() {
	calls := map[string]map[string]bool{} // of a chaincode, by functions
	for name, t := range p.out.Functions {
		for callee := range t.Absent {
			if calls[callee] == nil {
				calls[callee] = map[string]bool{}
			}
			calls[callee][name] = true
		}
	}
	var list []string
	for _, callee := range slices.Sorted(maps.Keys(calls)) {
		by := slices.Sorted(maps.Keys(calls[callee]))
		list = append(list, fmt.Sprintf("%s (by %s)", quote(callee), shorten(strings.Join(by, ", "))))
	}
	if len(list) > 0 {
		p.report(finding.Finding{
			Rule: "probe/uncovered", Severity: finding.Notice,
			Message: "not covered: chaincodes that were called and are not there: " + most(list, 4),
			Hint:    "say in the scenario of --transactions where they are: needs: {name: {dir: ./folder}}, or {binary: ./file}",
		})
	}
}

// failures are functions that were never endorsed, and why.
func (p *run) failures(known []string, n int) string {
	var list []string
	for _, name := range known {
		t := p.out.Functions[name]
		switch {
		case t != nil && t.Endorsed > 0:
			continue
		case t == nil:
			list = append(list, shorten(name)+" (not called)")
		case p.out.Dropped[name] != "":
			list = append(list, fmt.Sprintf("%s (%s)", shorten(name), p.out.Dropped[name]))
		default:
			list = append(list, fmt.Sprintf("%s (%s)", shorten(name), quote(transactionID().ReplaceAllString(t.Failure, ""))))
		}
	}
	return most(list, n)
}

// transactionID is what the peer puts into its errors, and nobody wants to read.
var transactionID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`transaction ID: [0-9a-f]{64}: `) })

// isolation says what could not be had on this machine.
func (p *run) isolation() {
	var list []string
	for _, m := range p.grounds[0].Missing() {
		list = append(list, m.What+" ("+m.Why+")")
	}
	if len(list) > 0 {
		p.report(finding.Finding{
			Rule: "probe/isolation", Severity: finding.Notice, Message: "not had on this machine: " + strings.Join(list, "; "),
			Hint: "what differs by a trait that is missing here was not looked for: probe on Linux/amd64 where user namespaces are permitted",
		})
	}
}

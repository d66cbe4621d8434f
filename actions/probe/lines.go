package probe

import (
	"context"
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/source"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/finding"
)

// lines finds source lines, of the source where it is there and of the binary
// where it is not. Both are read when they are first asked for.
type lines struct {
	run    *run
	code   *source.Code
	binary *source.Binary
	failed error // why there is no code
}

// of are the places of a function that a cause fits, the likeliest first.
func (l *lines) of(ctx context.Context, function string, cause source.Cause, key string) []source.Place {
	if l.run.finder != nil && l.code == nil && l.failed == nil {
		l.run.step.Progress("looking for the line")
		l.code, l.failed = source.Load(ctx, l.run.finder, l.run.pkg) // else the binary has to do
	}
	if l.code != nil {
		return l.code.Find(function[strings.LastIndexByte(function, ' ')+1:], cause, key)
	}
	if l.binary == nil {
		binary, err := source.ReadBinary(l.run.file)
		if err != nil {
			return nil
		}
		l.binary = binary
	}
	return l.binary.Find(function)
}

// place puts a finding where the likeliest place is, and tells of the others.
func (p *run) place(f *finding.Finding, places []source.Place) {
	if len(places) == 0 {
		return
	}
	first := places[0]
	if p.code.failed != nil {
		f.Related = append(f.Related, finding.Related{Location: f.Location, Message: "the checks could not be asked for the line: " + p.code.failed.Error()})
	}
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

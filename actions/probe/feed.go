package probe

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// feed gives a trial the proposals of steps, which come from a scenario or are
// invented while it goes on. It keeps what they answered.
type feed struct {
	proposer *scenario.Proposer
	name     func(*scenario.Step) string // what a step calls, for people
	next     func() (scenario.Step, bool)
	// seen is told what each step answered.
	seen  func(*scenario.Step, *peer.Endorsement, error)
	calls []trial.Call // what was given
	err   error        // why it ended early
}

// steps feeds the steps of a scenario, each as often as it says.
func (p *run) steps(s *scenario.Scenario) *feed {
	at, done := 0, 0 // how often the step was given
	next := func() (scenario.Step, bool) {
		if at < len(s.Steps) && done == max(1, s.Steps[at].Repeat) {
			at, done = at+1, 0
		}
		if at == len(s.Steps) {
			return scenario.Step{}, false
		}
		done++
		return s.Steps[at], true
	}
	return &feed{proposer: s.Proposer(), name: p.label, next: next}
}

// Next makes the next proposal.
func (f *feed) Next() (trial.Call, bool) {
	step, ok := f.next()
	if !ok {
		return trial.Call{}, false
	}
	call, err := f.proposer.Call(&step, 0)
	if err != nil {
		f.err = err
		return trial.Call{}, false
	}
	out, err := propose(step, call, f.name(&step))
	if err != nil {
		f.err = err
		return trial.Call{}, false
	}
	f.calls = append(f.calls, out)
	return out, true
}

// propose makes the proposal of a step.
func propose(step scenario.Step, call peer.Call, name string) (trial.Call, error) {
	proposal, err := peer.Propose(call)
	if err != nil {
		return trial.Call{}, err
	}
	pinned := step.Pinned(call)
	again := func(n int) (*peer.Proposal, error) {
		other := call
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(call.Nonce, uint64(n)))
		other.Nonce = sum[:len(call.Nonce)]
		return peer.Propose(other)
	}
	return trial.Call{Name: name, Proposal: proposal, Evaluate: step.Evaluate, Step: &pinned, Again: again}, nil
}

// label is what a step calls, for people: where chaincode has one word for all
// its functions, such as invoke, the function behind that.
func (p *run) label(step *scenario.Step) string {
	if step.Init {
		return "Init"
	}
	for _, f := range p.known {
		ours := f.Call == step.Call && len(f.Prefix) > 0 && len(step.Args) >= len(f.Prefix)
		for i := range f.Prefix {
			ours = ours && string(step.Args[i]) == f.Prefix[i]
		}
		if ours {
			return labelled(f)
		}
	}
	return function(step)
}

// labelled is the label of what calls a function.
func labelled(f contract.Function) string {
	if f.Init {
		return f.Name
	}
	return strings.Join(append([]string{f.Call}, f.Prefix...), " ")
}

// word is the function's own name in a label, without contract and prefix.
func word(label string) string { return label[strings.LastIndexAny(label, ": ")+1:] }

// function is what a step calls: its first argument where it names none.
func function(step *scenario.Step) string {
	switch {
	case !step.Bare:
		return step.Call
	case len(step.Args) > 0:
		return string(step.Args[0])
	}
	return "(no arguments)"
}

// Seen hands on what the first replica answered.
func (f *feed) Seen(call trial.Call, e *peer.Endorsement, err error) {
	if f.seen != nil {
		f.seen(call.Step, e, err)
	}
}
